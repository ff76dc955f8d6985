//! Values that are one of a few words. Entry points: [`Format`], [`Seal`], [`Urgency`], [`Disclosure`].

use serde::Serialize;

use super::Value;

/// Declares such a value: its message, then each choice with its Chinese and English words, the canonical one first.
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident, $expected:literal, { $($(#[$of:meta])* $choice:ident = $canonical:literal $(| $word:literal)*),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
        pub enum $name {
            $($(#[$of])* $choice),*
        }

        impl Value for $name {
            const EXPECTED: &'static str = $expected;

            fn parse(text: &str) -> Option<Self> {
                match text {
                    $($canonical $(| $word)* => Some(Self::$choice),)*
                    _ => None,
                }
            }

            fn text(&self) -> String {
                match self {
                    $(Self::$choice => $canonical,)*
                }
                .to_owned()
            }
        }
    };
}

choice!(
    /// The formats of an official document, GB/T 9704-2012 sections 7 and 10.
    #[derive(Default)]
    Format, "value.format", {
        /// 文件格式, section 7.
        #[default]
        Document = "文件" | "document",
        /// 信函格式, 10.1.
        Letter = "信函" | "letter",
        /// 命令(令)格式, 10.2.
        Order = "命令" | "令" | "order",
        /// 纪要格式, 10.3.
        Minutes = "纪要" | "minutes",
    }
);

choice!(
    /// How an official document is sealed, GB/T 9704-2012 7.3.5. Room is kept, nothing is drawn.
    Seal, "value.seal", {
        /// A seal on each issuer, 7.3.5.1.
        Sealed = "盖章" | "sealed",
        /// None, 7.3.5.2.
        Unsealed = "不盖章" | "unsealed",
        /// The name stamp of whoever signs, 7.3.5.3.
        NameStamp = "签名章" | "name-stamp",
    }
);

choice!(
    /// 紧急程度 of an official document.
    Urgency, "value.urgency", {
        /// 特急.
        Most = "特急" | "most-urgent",
        /// 加急.
        More = "加急" | "urgent",
    }
);

choice!(
    /// 公开属性: whether the public may read an official document without asking.
    Disclosure, "value.disclosure", {
        /// 主动公开.
        Public = "主动公开" | "public",
        /// 依申请公开.
        OnRequest = "依申请公开" | "on-request",
        /// 不予公开.
        Internal = "不予公开" | "internal",
    }
);
