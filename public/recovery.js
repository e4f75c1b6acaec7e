// Shown when the program has stopped or can't start. Needs nothing of it: it
// restarts, saves the sealed store as it is (for `wingbook-hub rescue`), or
// fetches the app anew. Records stay sealed; nothing here can open them.
import { saveCopy } from "/rescue.js";

const TEXTS = {
  en: {
    title: "Wingbook has stopped",
    what: {
      stopped: "An error in the program stopped it.",
      worker: "An error in the program stopped it.",
      start: "The program could not be started.",
    },
    kept: "Everything that was shown as saved is still on this tablet, sealed.",
    restart: "Start again",
    save: "Save a copy of the sealed records",
    saveHint: "If starting again does not help: the copy is a file that only your passphrase opens. Give it to whoever looks after the prison server.",
    renew: "Fetch the program again",
    renewHint: "Needs the server. Records on this tablet stay as they are.",
    saving: "Saving…",
    saved: "Saved in this tablet's downloads:",
    nothing: "No records are kept on this tablet, so there is nothing to save.",
    failed: "The copy could not be made. The records were not changed. Free some space on the tablet and try again.",
    noServer: "The server does not answer. Nothing was changed. Try again where there is a connection.",
  },
  fr: {
    title: "Wingbook s’est arrêté",
    what: {
      stopped: "Une erreur du programme l’a arrêté.",
      worker: "Une erreur du programme l’a arrêté.",
      start: "Le programme n’a pas pu démarrer.",
    },
    kept: "Tout ce qui était indiqué comme enregistré est encore sur cette tablette, scellé.",
    restart: "Redémarrer",
    save: "Enregistrer une copie des données scellées",
    saveHint: "Si redémarrer ne suffit pas : la copie est un fichier que seule votre phrase de passe peut ouvrir. Remettez-le à la personne qui s’occupe du serveur de la prison.",
    renew: "Recharger le programme",
    renewHint: "Il faut le serveur. Les données de cette tablette restent telles quelles.",
    saving: "Enregistrement…",
    saved: "Enregistré dans les téléchargements de cette tablette :",
    nothing: "Aucune donnée n’est conservée sur cette tablette : il n’y a rien à enregistrer.",
    failed: "La copie n’a pas pu être faite. Les données n’ont pas été modifiées. Libérez de la place sur la tablette et réessayez.",
    noServer: "Le serveur ne répond pas. Rien n’a été modifié. Réessayez là où il y a une connexion.",
  },
  ar: {
    title: "توقّف Wingbook",
    what: {
      stopped: "أوقفه خطأ في البرنامج.",
      worker: "أوقفه خطأ في البرنامج.",
      start: "تعذّر تشغيل البرنامج.",
    },
    kept: "كل ما ظهر أنه محفوظ ما زال على هذا الجهاز اللوحي، مختومًا.",
    restart: "التشغيل من جديد",
    save: "حفظ نسخة من السجلات المختومة",
    saveHint: "إن لم ينفع التشغيل من جديد: النسخة ملف لا تفتحه إلا عبارة المرور الخاصة بك. سلّمه إلى المسؤول عن خادم السجن.",
    renew: "جلب البرنامج مرة أخرى",
    renewHint: "يحتاج إلى الخادم. تبقى السجلات على هذا الجهاز كما هي.",
    saving: "جارٍ الحفظ…",
    saved: "حُفظت في تنزيلات هذا الجهاز:",
    nothing: "لا توجد سجلات على هذا الجهاز، فلا شيء يُحفظ.",
    failed: "تعذّر إنشاء النسخة. لم تتغير السجلات. أفرغ بعض المساحة على الجهاز ثم حاول مرة أخرى.",
    noServer: "الخادم لا يجيب. لم يتغير شيء. حاول مرة أخرى حيث يوجد اتصال.",
  },
  ru: {
    title: "Wingbook остановился",
    what: {
      stopped: "Его остановила ошибка в программе.",
      worker: "Его остановила ошибка в программе.",
      start: "Программу не удалось запустить.",
    },
    kept: "Всё, что было показано как сохранённое, остаётся на этом планшете в запечатанном виде.",
    restart: "Запустить снова",
    save: "Сохранить копию запечатанных записей",
    saveHint: "Если перезапуск не помогает: копия — это файл, который открывается только вашей парольной фразой. Передайте его тому, кто обслуживает сервер тюрьмы.",
    renew: "Загрузить программу заново",
    renewHint: "Нужен сервер. Записи на этом планшете останутся как есть.",
    saving: "Сохранение…",
    saved: "Сохранено в загрузках этого планшета:",
    nothing: "На этом планшете нет записей, сохранять нечего.",
    failed: "Копию сделать не удалось. Записи не изменены. Освободите место на планшете и попробуйте снова.",
    noServer: "Сервер не отвечает. Ничего не изменено. Попробуйте снова там, где есть связь.",
  },
};

const text = TEXTS[document.documentElement.lang] ?? TEXTS.en;
const at = (id) => document.getElementById(id);
const why = new URL(location.href).searchParams.get("why");

at("title").textContent = text.title;
at("what").textContent = text.what[why] ?? text.what.stopped;
at("kept").textContent = text.kept;
at("restart").textContent = text.restart;
at("save").textContent = text.save;
at("save-hint").textContent = text.saveHint;
at("renew").textContent = text.renew;
at("renew-hint").textContent = text.renewHint;

// --- the copy -----------------------------------------------------------------

async function save() {
  at("result").textContent = text.saving;
  const file = await saveCopy();
  at("result").textContent = file ? `${text.saved} \u2068${file}\u2069` : text.nothing;
}

// --- the program anew ---------------------------------------------------------

async function renew() {
  // Without a server the cached program is all there is: keep it.
  const answer = await fetch("/sw.js", { cache: "no-store" }).catch(() => null);
  if (!answer?.ok) {
    at("result").textContent = text.noServer;
    return;
  }
  const registrations = await navigator.serviceWorker.getRegistrations();
  await Promise.all(registrations.map((registration) => registration.unregister()));
  await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
  location.replace("/");
}

at("restart").addEventListener("click", () => location.replace("/"));
at("renew").addEventListener("click", renew);
at("save").addEventListener("click", () =>
  save().catch((error) => {
    console.error(error);
    at("result").textContent = text.failed;
  }),
);
