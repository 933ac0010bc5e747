// Stands in for js/search/engine.js in test_search_page.py: answers by what is asked, and tells the tests what it was told.

export class SearchError extends Error {
  constructor(kind, message) {
    super(message);
    this.name = "SearchError";
    this.kind = kind;
  }
}

const BAD = '<img src=x onerror="window.ran = 1">"><script>window.ran = 1</script>';
const calls = (window.calls = { open: [], search: [], aborted: 0 });

const hit = (number, more = {}) => ({
  id: `qinglan:article/a${number}`,
  site: "qinglan",
  kind: "article",
  column: "news",
  title: [["关于", false], ["水库", true], [`大坝安全情况的第 ${number} 号报告`, false]],
  url: `/qinglan/article/dam-inspection.html?${number}`,
  date: "2026-03-02",
  full: true,
  exact: false,
  snippet: [["……组织视察组对全县 12 座小型", false], ["水库", true], ["逐一检查，发现渗漏、溢洪道淤塞等问题 7 处……", false]],
  sections: [],
  ...more,
});

const LAW = hit(0, {
  id: "yunze:article/water",
  site: "yunze",
  kind: "regulation",
  column: "legislation",
  title: [["云泽省", false], ["水库", true], ["大坝安全管理条例", false]],
  url: "/article/dam-safety-report.html",
  date: "2025-11-30",
  sections: [
    { label: "第十二条", url: "/article/dam-safety-report.html#s12", score: 3, snippet: [["……", false], ["水库", true], ["管理单位应当每年汛前检查……", false]] },
    { label: "第三十一条", url: "/article/dam-safety-report.html#s31", score: 2, snippet: [["……违反规定在", false], ["水库", true], ["管理范围内取土的……", false]] },
  ],
});
const HOSTILE = hit(666, {
  title: [[BAD, true]],
  url: "javascript:window.ran = 1",
  snippet: [["前", false], [BAD, true]],
  sections: [{ label: BAD, url: "//evil.example/", score: 1, snippet: [[BAD, true]] }],
});
const PERSON = hit(7, { id: "person:1", kind: "deputy", column: "", title: [["水", true], ["生", false]], date: "", snippet: [] });

function found(text, options) {
  if (text.includes("无")) return [[], true];
  if (text.includes("<")) return [[HOSTILE], true];
  if (text.includes("近")) return [[hit(1, { full: false }), hit(2, { full: false })], true];
  if (text.includes("混")) return [[LAW, hit(2, { full: false }), hit(3, { full: false })], true];
  if (text.includes("多")) return [[LAW, PERSON, ...Array.from({ length: 21 }, (_, number) => hit(number + 1))], true];
  if (text.includes("半")) return [[LAW, hit(1)], options.all === true];
  return [[LAW, PERSON, hit(1), hit(2)], true];
}

export async function open(url) {
  calls.open.push(url);
  void fetch(new URL("index.json", url)).catch(() => {}); // as the engine does: the page has asked for it ahead
  if (window.broken) throw new SearchError(window.broken, `坏了：${window.broken}`);
  return {
    about: async () => window.about ?? {
      documents: 5,
      sites: [
        { id: "yunze", name: "云泽省人大", level: "province", parent: null },
        { id: "yannan", name: "砚南市人大", level: "city", parent: "yunze" },
        { id: "qinglan", name: "青岚县人大", level: "county", parent: "yannan" },
      ],
      kinds: [{ id: "article", title: "稿件" }, { id: "regulation", title: "法规" }, { id: "deputy", title: "代表" }],
      columns: [{ id: "news", title: "要闻动态" }, { id: "legislation", title: "立法公开" }],
      years: [2026, 2025],
    },
    async search(text, { signal, ...options }) {
      calls.search.push([text, options]);
      signal.addEventListener("abort", () => (calls.aborted += 1));
      await new Promise((done) => setTimeout(done, text.includes("慢") ? 1500 : 0));
      if (signal.aborted) throw new DOMException("aborted", "AbortError");
      if (window.lost) throw new SearchError("offline", "网络断了。");
      const [all, complete] = found(text, options);
      const full = all.filter((one) => one.full).length;
      let shown = options.limit;
      return {
        total: full,
        complete,
        partial: all.length - full,
        hits: all.slice(0, shown),
        more: async (n) => all.slice(shown, (shown += n)),
      };
    },
  };
}
