// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
// Applies the theme that was chosen before anything is drawn, and lets the button choose.
(function () {
  "use strict";
  const root = document.documentElement;
  const chosen = read();
  if (chosen === "light" || chosen === "dark") {
    root.dataset.theme = chosen;
  }

  document.addEventListener("DOMContentLoaded", function () {
    const button = document.querySelector("button.theme");
    button.hidden = false;
    button.addEventListener("click", function () {
      const next = isDark() ? "light" : "dark";
      root.dataset.theme = next;
      write(next);
      document.dispatchEvent(new Event("themechange"));
    });
  });

  function isDark() {
    const theme = root.dataset.theme;
    return theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  // A browser may forbid storage: then the choice lasts for the page.
  function read() {
    try {
      return localStorage.getItem("theme");
    } catch (e) {
      return null;
    }
  }

  function write(theme) {
    try {
      localStorage.setItem("theme", theme);
    } catch (e) {
      return;
    }
  }
})();
