//! A prefecture over two counties: it reviews what they sent up, and announces.

use crate::support::*;

const PREFECTURE: &str = "content/prefecture.yaml";
const ANNOUNCED: &str = "content/batches/lizhou-2020-1.yaml";
const REVIEWED: &str = "content/batches/lizhou-2020-2.yaml";
const JIAYANG: &str = "counties/nanli/content/townships/01/villages/0101/village.yaml";
const YIYANG: &str = "counties/nanli/content/townships/01/villages/0102/village.yaml";
const BINGYANG: &str = "counties/nanli/content/townships/02/villages/0201/village.yaml";
const DINGYANG: &str = "counties/beili/content/townships/01/villages/0101/village.yaml";
const NOTICE: &str = "board/lizhou-2020-1-announcement.pdf";
const PAGE: &str = "web/site/notices/lizhou-2020-1-announcement.html";

/// The entries of the list that was announced.
const FIRST: &str = "名单:\n  - 县编码: nanli";
const SECOND: &str = "村编码: \"0101\"\n  - 县编码: nanli";
const THIRD: &str = "县编码: beili";

const CHECKED: &str = "    - 步骤: 县级核查\n      日期: 2020-08-21\n      办理: [县级扶贫部门, 相关部门]\n      结果: 指标属实\n";
const BOARD: &str = "地点: 乡镇政务公开栏\n";

/// Every rule across counties, at its boundary.
pub fn twins() -> Vec<Twin> {
    let beili = "  - counties/beili\n";
    let entry = "  - 县编码: nanli\n    村编码: \"0102\"\n";
    let twins = vec![
        twin("county-workspace-missing", PREFECTURE, beili, "  - counties/beili\n  - counties/beilii\n", beili, "counties/beilii"),
        twin("county-unknown", ANNOUNCED, "  beili: 1\n", "  beili: 1\n  beilii: 0\n", "  beili: 1\n", "beilii: 0"),
        twin("listed-twice", REVIEWED, "beili\n    村编码: \"0102\"", "beili\n    村编码: \"0101\"", "beili\n    村编码: \"0102\"", THIRD),
        twin("reported-number-differs", ANNOUNCED, "nanli: 2", "nanli: 3", "nanli: 2", "nanli: 3"),
        twin("listed-not-put-up", BINGYANG, "程序: 贫困村脱贫", "程序:", "程序: 贫困村脱贫", SECOND).found_in(ANNOUNCED),
        twin("county-step-missing", BINGYANG, CHECKED, "", CHECKED, SECOND).found_in(ANNOUNCED).also("step-missing", BINGYANG, "\n  步骤:"),
        // Reviewed on 15 September: the day after the last day of the publicity, and that day itself.
        twin(
            "review-before-publicity-ended",
            DINGYANG,
            BOARD,
            "地点: 乡镇政务公开栏\n          截止日期: 2020-09-15\n",
            "地点: 乡镇政务公开栏\n          截止日期: 2020-09-14\n",
            THIRD,
        )
        .given(DINGYANG, "撤下日期: 2020-09-07\n      异议", "撤下日期: 2020-09-15\n      异议")
        .found_in(ANNOUNCED),
        twin("objection-open-in-county", DINGYANG, "结论: 不成立", "结论:", "结论: 不成立", THIRD).found_in(ANNOUNCED),
        twin("date-differs-from-county", JIAYANG, "日期: 2020-09-28", "日期: 2020-09-29", "日期: 2020-09-28", FIRST).found_in(ANNOUNCED),
        twin("step-not-on-list", REVIEWED, entry, "", entry, "步骤: 市级审核").given(REVIEWED, "  nanli: 1\n", "").found_in(YIYANG),
        // The prefecture's own step, a village and a county that are not there: rules that hold elsewhere too.
        twin("village-unknown", REVIEWED, "beili\n    村编码: \"0102\"", "beili\n    村编码: \"0199\"", "beili\n    村编码: \"0102\"", "村编码: \"0199\""),
    ];
    twins.into_iter().map(Twin::in_prefecture).collect()
}

#[test]
fn what_the_counties_sent_up_is_held_against_the_lists() {
    hold(&twins());
}

#[test]
fn the_prefecture_and_its_counties_are_clean() {
    let prefecture = Workspace::prefecture();
    let counties = ["counties/nanli", "counties/beili"].map(|county| prefecture.inside(county));
    for workspace in std::iter::once(&prefecture).chain(&counties) {
        let (code, found) = workspace.check();
        // That the rule set's text is not verified is told, and nothing else.
        let others: Vec<_> = found.iter().filter(|found| found.rule != "basis-not-printable").collect();
        assert_eq!((code, others.len()), (0, 0), "{others:?}");
    }
}

#[test]
fn the_announcement_names_the_villages_and_no_basis_that_may_not_be_printed() {
    let workspace = Workspace::prefecture();
    let built = workspace.build(&[]);
    assert_eq!(built.ran.code, 0, "{}", built.ran.err);
    assert_eq!(built.state("prefecture-announcement", "lizhou-2020-1").0, "Ready");
    assert_eq!(built.state("prefecture-announcement", "lizhou-2020-2").0, "NotYet");
    for text in [built.pdf(NOTICE), squeezed(&built.text(PAGE))] {
        for part in ["2个县3个乡镇的3个村", "甲样村", "丙样村", "丁样村", "2020年9月15日，例州市人民政府审核同意", "收到异议1件", "2020年9月21日"] {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert!(!text.contains("乙样村") && !text.contains("己样村") && !text.contains("新疆脱贫退出管理办法"), "{text}");
        assert!(!text.contains("例戊一") && !text.contains("例村民甲"), "{text}");
    }
    workspace.edit("content/regulations/xinjiang.yaml", "效力: 网络文本未核", "效力: 规范性文件");
    let printed = workspace.build(&[]);
    assert!(printed.pdf(NOTICE).contains("根据《新疆脱贫退出管理办法》规定，"), "{}", printed.pdf(NOTICE));
}

#[test]
fn a_bad_case_in_a_county_holds_up_only_the_list_that_it_is_on() {
    let workspace = Workspace::prefecture();
    let clean = workspace.build(&[]);
    workspace.edit("counties/nanli/content/townships/01/villages/0101/households/0101-001.yaml", "户主: 例戊一", "户主:");
    workspace.edit(YIYANG, "贫困人口: 11", "贫困人口: 100");
    let built = workspace.build(&[]);
    assert_eq!(built.ran.code, 1);
    let mut differing = differing(&clean.tree, &built.tree);
    differing.retain(|path| !path.contains("/search/"));
    assert_eq!(differing, ["restricted/archive/index.html", "restricted/build.json"]);
    assert_eq!(built.state("prefecture-announcement-web", "lizhou-2020-2").0, "Blocked");
    workspace.edit(BINGYANG, "贫困人口: 6\n", "贫困人口: 60\n");
    let blocked = workspace.build(&[]);
    assert_eq!(blocked.state("prefecture-announcement", "lizhou-2020-1").0, "Blocked");
    assert!(!blocked.tree.contains_key(NOTICE) && !blocked.tree.contains_key(PAGE));
}

#[test]
fn threads_and_time_zones_change_no_byte_of_a_prefecture() {
    let workspace = Workspace::prefecture();
    let first = workspace.build(&[]);
    let mut command = workspace.command(&["-q", "build", "--as-of", workspace.as_of]);
    let ran = Ran::of(command.env("RAYON_NUM_THREADS", "1").env("TZ", "Pacific/Kiritimati").output());
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(differing(&first.tree, &workspace.output()), Vec::<&str>::new());
}

#[test]
fn status_tells_of_the_lists_and_of_each_county() {
    let ran = Workspace::prefecture().run(&["-q", "status", "--as-of", "2020-11-20"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for part in ["lizhou-2020-2 贫困村脱贫：已市级审核（2020-11-16），下一步 脱贫公告", "北例县 山样镇 己样村\n  0201", "公示中，至 2020-11-23"] {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
}
