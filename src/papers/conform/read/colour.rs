//! Colours as far as the standard speaks of them. The entry point is [`Colour`].

use lopdf::{Document, Object};

/// A colour of text or rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Colour {
    /// Black.
    Black,
    /// Red.
    Red,
    /// Any other.
    Other,
    /// A pattern or spot colour whose look is not known.
    Unknown,
}

impl Colour {
    /// From one, three or four components: grey, RGB, CMYK.
    pub fn of(parts: &[f64]) -> Self {
        let rgb = match *parts {
            [grey] => [grey; 3],
            [r, g, b] => [r, g, b],
            [c, m, y, k] => [c, m, y].map(|ink| (1.0 - ink) * (1.0 - k)),
            _ => return Self::Unknown,
        };
        let [r, g, b] = rgb;
        if rgb.iter().all(|part| *part <= 0.12) {
            Self::Black
        } else if r >= 0.6 && g <= 0.35 && b <= 0.35 {
            Self::Red
        } else {
            Self::Other
        }
    }
}

/// A colour space as far as its components can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    /// Grey, RGB or CMYK, however calibrated: so many components.
    Device(usize),
    /// One ink: black, as full as the tint says.
    BlackInk,
    /// Anything else.
    Unknown,
}

impl Space {
    /// Reads a colour space.
    pub fn of(file: &Document, object: &Object) -> Self {
        let Ok((_, object)) = file.dereference(object) else { return Self::Unknown };
        let (name, rest) = match object {
            Object::Name(name) => (name.as_slice(), &[][..]),
            Object::Array(parts) => match parts.split_first() {
                Some((Object::Name(name), rest)) => (name.as_slice(), rest),
                _ => return Self::Unknown,
            },
            _ => return Self::Unknown,
        };
        match name {
            b"DeviceGray" | b"CalGray" | b"G" => Self::Device(1),
            b"DeviceRGB" | b"CalRGB" | b"RGB" => Self::Device(3),
            b"DeviceCMYK" | b"CMYK" => Self::Device(4),
            b"ICCBased" => {
                let profile = rest.first().and_then(|profile| file.dereference(profile).ok());
                let count = profile.and_then(|(_, profile)| profile.as_stream().ok()?.dict.get(b"N").ok()?.as_i64().ok());
                match count {
                    Some(count @ (1 | 3 | 4)) => Self::Device(count as usize),
                    _ => Self::Unknown,
                }
            }
            b"Separation" => match rest.first() {
                Some(Object::Name(ink)) if matches!(ink.as_slice(), b"Black" | b"All") => Self::BlackInk,
                _ => Self::Unknown,
            },
            _ => Self::Unknown,
        }
    }

    /// The colour that is set before any is chosen.
    pub fn initial(self) -> Colour {
        match self {
            Self::Unknown => Colour::Unknown,
            Self::Device(_) | Self::BlackInk => Colour::Black,
        }
    }

    /// The colour of components.
    pub fn colour(self, parts: &[f64]) -> Colour {
        match (self, parts) {
            (Self::Device(count), parts) if parts.len() == count => Colour::of(parts),
            (Self::BlackInk, [tint]) => Colour::of(&[1.0 - tint]),
            _ => Colour::Unknown,
        }
    }
}
