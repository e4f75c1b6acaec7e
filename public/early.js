// The tablet's look and language, set on <html> before anything is painted.
// Only these choices stand in localStorage; they say nothing about anyone.
(() => {
  const html = document.documentElement;
  const kept = (name, allowed) => {
    try {
      const value = localStorage.getItem(name);
      return allowed.includes(value) ? value : null;
    } catch {
      return null; // storage refused by the browser's settings
    }
  };
  const languages = ["en", "fr", "ar", "ru"];
  const preferred = navigator.languages
    .map((tag) => tag.split("-")[0].toLowerCase())
    .find((tag) => languages.includes(tag));
  const language = kept("wingbook.language", languages) ?? preferred ?? "en";
  html.lang = language;
  html.dir = language === "ar" ? "rtl" : "ltr";
  // Dark unless somebody chose otherwise: the first use may be at night.
  html.dataset.theme = kept("wingbook.theme", ["dark", "light", "sun"]) ?? "dark";
  html.dataset.text = kept("wingbook.text", ["normal", "large", "largest"]) ?? "normal";
})();
