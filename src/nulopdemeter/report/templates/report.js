// The language stands behind the address (#nl, #en, or #en-tenant for a chapter) so that a link keeps it.
(function () {
  var root = document.documentElement;
  function show() {
    var asked = location.hash.slice(1, 3);
    var lang = asked === "nl" || asked === "en" ? asked : root.dataset.default;
    root.lang = root.dataset.lang = lang;
    document.title = document.querySelector("main[lang=" + lang + "] h1").textContent;
    var place = document.getElementById(location.hash.slice(1));
    if (place) place.scrollIntoView();
  }
  addEventListener("hashchange", show);
  show();
})();
