// Narrows the findings shown. Without this script all of them are shown.
(function () {
  "use strict";
  var form = document.getElementById("filter");
  if (!form) return;
  var words = document.getElementById("filter-words");
  var outcome = document.getElementById("filter-outcome");
  var count = document.getElementById("filter-count");
  var findings = Array.prototype.slice.call(document.querySelectorAll("section.finding"));
  var texts = findings.map(function (one) { return one.textContent.toLowerCase(); });
  function narrow() {
    var wanted = words.value.trim().toLowerCase();
    var shown = 0;
    findings.forEach(function (one, at) {
      var fits = (!wanted || texts[at].indexOf(wanted) >= 0) &&
        (!outcome.value || one.getAttribute("data-outcome") === outcome.value);
      one.hidden = !fits;
      if (fits) shown += 1;
    });
    count.textContent = shown + " of " + findings.length + " findings";
  }
  form.hidden = false;
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  words.addEventListener("input", narrow);
  outcome.addEventListener("change", narrow);
  narrow();
})();
