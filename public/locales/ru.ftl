### Wingbook по-русски.

## Таблица терминов, каждый с примером.

# «Журнал корпуса читают инспекторы и старшие смены.»
-register = { $number ->
   *[one] журнал
    [many] журналы
}
# «Эта запись не принята.»
-record = { $number ->
   *[one] запись
    [many] записи
}
# «Исправление никогда не стирает написанное.»
-correction = исправление
# «Результат проверки сохранён.»
-review = проверка записи
# «Следующий обход в 21:30.»
-round = обход
# «Осталось осмотреть десять камер.»
-cell-visit = осмотр камеры
# «При перекличке недостаёт одного человека.»
-roll-count = перекличка
# «Уведомление: содержать раздельно до 24 ноября.»
-notice = уведомление
# «Запись сохранена на этом планшете.»
-tablet = планшет
# «Три записи ждут отправки.»
-waiting = ждёт отправки
# «Сервер учреждения получил её в 21:42.»
-server = сервер учреждения
# Укол вакцины: «Доза 2: срок с 3 декабря».
-dose = доза
# Доза после курса: «Доза 3, бустер».
-booster = бустер

## Везде

back = Назад
cancel = Отмена
close = Закрыть
save = Сохранить
done = Готово
on = Включено
off = Выключено
yes = Да
no = Нет
never = Никогда
unknown = Неизвестно
loading = Минуту…
optional = (можно не заполнять)
try-again = Повторить
undo = Отменить
undo-done = Отозвано. Обе записи остаются в журнале.
saved-on-tablet = Сохранено на этом планшете
snackbar-label = Последнее сообщение
skip-to-content = К содержанию страницы
search-clear = Очистить поиск
help-open = Справка по этой странице
characters-left = { $n ->
    [one] Остался { $n } знак
    [few] Осталось { $n } знака
   *[many] Осталось { $n } знаков
}
form-has-errors = { $n ->
    [one] Нужен ещё { $n } ответ
    [few] Нужны ещё { $n } ответа
   *[many] Нужно ещё { $n } ответов
}
stepper-less = На один меньше
stepper-more = На один больше
date-none = День не выбран
date-today = Сегодня
date-tomorrow = Завтра
date-yesterday = Вчера
date-in-days = { $n ->
    [one] Через { $n } день
    [few] Через { $n } дня
   *[many] Через { $n } дней
}
date-day-back = На день раньше
date-day-on = На день позже

## Рамка

nav-label = Страницы
nav-today = Смена
nav-round = Обход
nav-people = Люди
nav-write = Запись
nav-review = Проверка
nav-wings = Корпуса
nav-records = Журнал
nav-charts = Графики
nav-more = Ещё
header-tablet = Планшет:
lock = Закрыть
lock-now = Заблокировать планшет
practice-ribbon = Тренировка: здесь ничего не засчитывается
update-ready = Готова новая версия. Она запустится, когда вы заблокируете планшет.
keys-title = Клавиши
keys-show = Показать клавиши
keys-search = Поиск
keys-undo = Отменить последнюю запись

## Где сейчас запись

delivery-saved = Сохранено на этом планшете
delivery-waiting = Ждёт отправки
delivery-sent = Отправлено
delivery-received = Получено сервером
delivery-received-at = Получено сервером { $time }
delivery-refused = Не принято

## Отправка и получение

sync-title = Отправка и получение
sync-detail = Что ждёт отправки и когда был последний контакт с сервером
sync-no-server = Только этот планшет
sync-no-server-long = Нет: планшет работает сам по себе
sync-offline = Нет связи
sync-waiting = { $n ->
    [one] { $n } ждёт, { $age }
    [few] { $n } ждут, старейшая { $age }
   *[many] { $n } ждут, старейшая { $age }
}
sync-refused = { $n ->
    [one] { $n } не принята
    [few] { $n } не приняты
   *[many] { $n } не приняты
}
sync-running = Отправка и получение
sync-opening = Открываем журналы
sync-starting = Запуск
sync-problem = Сервер: сбой
sync-all-sent = Всё отправлено
sync-server = Сервер
sync-last-contact = Последний контакт
sync-unreachable = Сервер недоступен с { $time }
sync-unreachable-next = Следующая попытка: { $time }
sync-unreachable-todo = Продолжайте работать: всё сохранено на этом планшете и будет отправлено, как только сервер ответит.
sync-received-so-far = Получено на данный момент: { $n }
sync-last-full = Когда в последний раз всё было отправлено и получено
sync-next-try = Следующая попытка
sync-now = Отправить и получить сейчас
sync-now-started = Пробуем
sync-receiving = Получено { $done } из { $total }
sync-refused-title = { $n ->
    [one] Сервер не принял { $n } запись
    [few] Сервер не принял { $n } записи
   *[many] Сервер не принял { $n } записей
}
sync-refused-todo = Они в сохранности на этом планшете. В каждой указано, почему она не принята и что делать.
sync-books = Журналы
sync-book-received = { $n ->
    [one] { $n } документ, последнее получение { $time }
    [few] { $n } документа, последнее получение { $time }
   *[many] { $n } документов, последнее получение { $time }
}
sync-book-never = { $n ->
    [one] { $n } документ, пока ничего не получено
    [few] { $n } документа, пока ничего не получено
   *[many] { $n } документов, пока ничего не получено
}
book-roster = Люди и места
book-wing = Журнал корпуса
book-health = Медицинский журнал
book-casework = Журнал индивидуальной работы
book-intelligence = Оперативные сообщения
book-protection = Жалобы и защита
book-training = Журнал обучения
book-audit = Журнал аудита

## Люди

person-no-number = без номера
person-born = { $year } г. р.
person-birth-unknown = год рождения неизвестен
person-same-name = Такая же фамилия: проверьте номер
person-notices = { $n ->
    [one] { $n } уведомление
    [few] { $n } уведомления
   *[many] { $n } уведомлений
}
reason-court = В суде
reason-hospital = В больнице
reason-work = На работе
reason-visit = На свидании
reason-moved = Переведён
reason-release = Освобождён
reason-return = Вернулся
reason-admission = Принят
reason-unknown = Неизвестно где
role-officer = Инспектор
role-reception = Приём
role-health = Медработник
role-health_lead = Начальник медчасти
role-casework = Индивидуальная работа
role-analyst = Аналитик
role-complaints = Жалобы
role-training = Обучение
role-supervisor = Старший смены
role-administrator = Администратор
role-auditor = Аудитор

## Настройка планшета

set-up-title = Настройка планшета
set-up-intro = Один раз для каждого планшета. Пока никто не вошёл, записей на нём нет.
set-up-how = Куда поступают записи?
set-up-with-server = На сервер учреждения
set-up-with-server-hint = Несколько планшетов ведут общие журналы. Работать можно и без связи.
set-up-alone = Никуда: только этот планшет
set-up-alone-hint = Сервер можно добавить позже. До тех пор потеря планшета означает потерю записей.
set-up-address = Адрес сервера учреждения
set-up-address-hint = Как на экране сервера. Начинается с https://, на самом сервере с http://localhost
set-up-no-answer = По этому адресу не отвечает ни один сервер учреждения.
set-up-no-answer-check = Проверьте адрес по буквам. Планшет и сервер должны быть в одной сети.
set-up-no-answer-ask = Тот, кто обслуживает сервер, знает адрес и работает ли он.
set-up-no-answer-detail = Для администратора
set-up-check = Проверить адрес
set-up-probing = Ищем сервер
set-up-running = Настраиваем
set-up-server-found = Найдено: { $facility }
set-up-server-version = Wingbook { $version }
set-up-server-unchecked = Проверьте адрес: сервер по нему ещё не ответил
set-up-clock-off = { $n ->
    [one] Часы планшета расходятся на { $n } минуту. Выставьте их до первого обхода.
    [few] Часы планшета расходятся на { $n } минуты. Выставьте их до первого обхода.
   *[many] Часы планшета расходятся на { $n } минут. Выставьте их до первого обхода.
}
set-up-tablet = Имя планшета
set-up-tablet-hint = Как его называют в учреждении. Оно стоит вверху каждой страницы.
set-up-tablet-example = Планшет 1
set-up-tablet-missing = Дайте планшету имя
set-up-facility = Название учреждения
set-up-facility-missing = Напишите название учреждения
set-up-country = Страна
set-up-zone = Часовой пояс
set-up-user = Ваше полное имя
set-up-user-hint = Вы станете первым пользователем этого планшета.
set-up-user-missing = Напишите своё полное имя
set-up-passphrase-hint = { $n ->
    [one] Не короче { $n } знака; лучше всего три-четыре слова. Её не сбросит никто: запишите её и заприте.
   *[other] Не короче { $n } знаков; лучше всего три-четыре слова. Её не сбросит никто: запишите её и заприте.
}
set-up-do = Настроить планшет

## Вход

sign-in-title = Вход
sign-in = Войти
sign-in-first-needs-network = На этом планшете ещё никто не входил. В первый раз нужен сервер учреждения; потом сеть не нужна.
sign-in-deriving = Проверяем парольную фразу
sign-in-opening = Открываем журналы: { $done } из { $total }
staff-number = Табельный номер
staff-number-missing = Напишите свой табельный номер
passphrase = Парольная фраза
passphrase-missing = Напишите свою парольную фразу
passphrase-short = { $n ->
    [one] В парольной фразе должно быть не меньше { $n } знака
   *[other] В парольной фразе должно быть не меньше { $n } знаков
}
passphrase-show = Показать
passphrase-hide = Скрыть
look-label = Язык и цвета

## Настройки

settings-title = Настройки
settings-detail = Язык, цвета, размер букв, звук
settings-language = Язык
settings-theme = Цвета
settings-text-size = Размер букв
settings-keys = Быстрые клавиши из одной буквы
theme-dark = Тёмные
theme-light = Светлые
theme-sun = На солнце
text-size-normal = Обычный
text-size-large = Крупный
text-size-largest = Очень крупный
storage-title = Хранение на планшете
storage-kept = Браузер сохраняет записи
storage-not-kept = Браузер может стереть записи планшета, если станет мало места
storage-not-kept-todo = Записи, полученные сервером, в сохранности. Установите Wingbook на домашний экран и запросите ещё раз.
storage-ask = Попросить браузер сохранять их
storage-room = Занято { $used } МБ из { $all } МБ
about-title = О программе
about-version = Версия
about-build = Сборка

## Бланки

forms-title = Бланки
forms-detail = О чём спрашивают записи и в какой редакции
forms-none = На планшете нет бланков
forms-none-todo = Они придут при первом соединении с сервером учреждения.
forms-version = Редакция { $version }
forms-asks = Что в ней спрашивается
forms-received = получен { $time }
forms-bundled = из состава программы

## Тренировка

practice-title = Тренировка
practice-detail = Попробуйте всё; ничего не засчитывается
practice-what = В тренировке всё работает как на службе: обходы, переклички, записи, исправления.
practice-stays = Тренировочные записи не покидают планшет и не засчитываются.
practice-shown = Об этом напоминает лента на каждой странице. Чтобы вернуться к службе, заблокируйте планшет или закончите тренировку.
practice-start = Начать тренировку
practice-stop = Вернуться к службе
practice-is-on = Идёт тренировка
practice-has-begun = Учебный режим начался: всё дальнейшее учебное, пока вы не вернётесь к службе или не заблокируете планшет.
practice-to-today = К разделу «Смена»

## Печать

print-title = Печать
print-detail = Список и лист обхода на случай разряженной батареи
print-how = Выберите ниже, что печатать; начатый обход печатается со своей страницы. Написанное на бумаге можно внести потом.
print-care = Бумагу прочтёт кто угодно. Нумеруйте листы и держите их под замком.
print-round = Лист обхода
print-round-detail = Каждая остановка, её люди и место для заметок
print-roll = Список
print-roll-detail = Все люди корпуса по камерам

## Неполадки

problems-title = Неполадки
problems-detail = Что ждёт вашего внимания
problems-none = Неполадок нет
problems-none-why = Всё написанное сохранено, и ничего не отклонено.
problems-open = Открыть запись

## Проверка выгрузки

evidence-title = Проверить выгрузку
evidence-detail = Не подделал ли её кто-нибудь
evidence-file = Файл
evidence-how = Выберите файл, который записал сервер учреждения. Он читается только на этом планшете; ничего из него не сохраняется и не отправляется.
evidence-reading = Файл проверяется
evidence-clean = В этой выгрузке нарушений не найдено
evidence-wrong = В этой выгрузке найдены нарушения: { $n }
evidence-no-export = Этот файл — не выгрузка журнала. Выберите тот, который записал сервер учреждения.
evidence-newer-file = Эту выгрузку записала более новая версия. Обновите приложение и проверьте её снова.
evidence-unread = Файл не удалось прочитать до конца. Он не изменён; выберите его снова.
evidence-facility = Учреждение
evidence-key = Отпечаток его ключа
evidence-key-own = Это ключ учреждения этого планшета.
evidence-key-compare = Сравните его с отпечатком, который вы получили от учреждения.
evidence-made = Записана
evidence-registers = Журналы
evidence-records = Записи
evidence-found = Что нарушено
evidence-more = И ещё { $n }
evidence-number = номер { $n }
evidence-numbers = номера с { $from } по { $until }
evidence-chain = цепочка { $id }
evidence-beside = рядом с { $id }
evidence-line = строка { $n }
evidence-removed = Содержание, удалённое законно
evidence-removed-rule = По правилу хранения: { $rule }
evidence-removed-by = Решили: { $who }
evidence-unknown = Чего по этому файлу никто не может узнать
evidence-unknown-key = Принадлежит ли ключ учреждению: за него ручается сам файл.
evidence-unknown-whole = Все ли записанные строки здесь: учреждение не подписало файл целиком.
evidence-unknown-back-dating = Верно ли время до первой квитанции цепочки: пока запись не принята, о её времени говорит только планшет.
evidence-unknown-no-receipts = Когда сделаны записи цепочек без единой квитанции и продолжались ли эти цепочки.
evidence-unknown-tail = Не продолжалась ли цепочка после последней квитанции иначе: там есть записи без квитанции.
evidence-unknown-after-last = Было ли что-то записано после последней записи цепочки: отрезанный конец не оставляет пропуска.
evidence-unknown-left-out = Что было в содержании, которое в выгрузку не вошло.
evidence-unknown-whole-chain = Нет ли целой цепочки, которую так и не передали.
evidence-unknown-who-held = Кто держал планшет: кто знает парольную фразу, у того и ключ.
evidence-chains = Цепочки
evidence-last-receipt = Последняя квитанция: { $time }
evidence-no-receipt = Без квитанций
evidence-found-other_facility = Ключ не от учреждения этого планшета: файл чужой или выдуман
evidence-found-facility = Документ самого учреждения не подписан его ключом
evidence-found-cut = Файл обрезан: нет последней строки
evidence-found-count = Строк больше или меньше, чем указано в последней
evidence-found-digest = Строки не те, для которых сделана последняя
evidence-found-seal = Подпись под файлом не от учреждения
evidence-found-after_end = После последней строки что-то стоит
evidence-found-unreadable = Строки, каких в выгрузке не бывает
evidence-found-not_canonical = Строки, в которых две программы могут прочесть разное
evidence-found-certificate = Сертификаты, которых это учреждение не выдавало
evidence-found-signature = Подпись неверна: заголовок изменён или подписал другой
evidence-found-not_certified = Подписано ключом, который учреждение не удостоверяло
evidence-found-other_author = Подписано ключом не автора, а другого человека
evidence-found-other_tablet = Планшет не тот, что у ключа или цепочки
evidence-found-role = Сделал тот, кому нельзя писать такое в журнал
evidence-found-body = Изменено: содержание не то, которое подписано
evidence-found-body_missing = Содержание пропало, хотя никто так не решал
evidence-found-removal = Содержание удалено решением, которое недействительно
evidence-found-missing = Не хватает в цепочке
evidence-found-link = Не продолжает предыдущую запись
evidence-found-order = Переставлено: строки стоят не в порядке записей
evidence-found-repeated = Повторено: та же запись стоит ещё раз
evidence-found-forked = Раздвоено: на одном месте цепочки две разные записи
evidence-found-same_id = У двух разных записей один идентификатор
evidence-found-other_book = Относится к другому журналу
evidence-found-receipt = Квитанция не подписана этим учреждением
evidence-found-receipt_of_other = Квитанция от другой записи или от прежней редакции этой
evidence-found-receipt_missing = Квитанции нет, а у более поздней записи есть
evidence-found-times = Записано раньше предыдущей записи; поправкой часов это не объяснить
evidence-found-unsigned = Что-то в ней не покрыто подписью
evidence-found-shape = Неполная запись
evidence-found-newer = Записано более новой версией и не проверено: обновите приложение

## Нет такой страницы

not-found-title = Нет такой страницы
not-found-what = По этому адресу ничего нет
not-found-todo = Возможно, ссылка старая. Ничего не потеряно.
not-found-home = На первую страницу

## Считывание кода: «фотокамера», чтобы не спутать с камерой в отряде

code-read = Считать код
code-was-read = Код считан
code-picture = Изображение с фотокамеры
code-starting = Фотокамера включается. Если браузер спросит, разрешите её.
code-looking = Поднесите код к фотокамере так, чтобы он был виден целиком.
code-torch = Фонарик
code-refused = Wingbook не разрешено пользоваться фотокамерой этого планшета.
    .todo = Разрешите фотокамеру для Wingbook в настройках браузера и попробуйте ещё раз. Или введите то, что написано рядом с кодом.
code-no-camera = На этом планшете не найдена фотокамера.
    .todo = Введите то, что написано рядом с кодом, или воспользуйтесь сканером.
code-busy = Фотокамера не отвечает. Возможно, её занимает другое приложение.
    .todo = Закройте другое приложение и попробуйте ещё раз.
code-failed = Не удалось включить фотокамеру.
    .todo = Попробуйте ещё раз. Если не поможет, введите то, что написано рядом с кодом.

## Неудачи

failure-not-set-up = Планшет ещё не настроен.
    .todo = Сначала настройте его.
failure-locked = Планшет заблокирован.
    .kept = Сохранённое остаётся, черновики тоже.
    .todo = Войдите снова.
failure-wrong-passphrase = Табельный номер и парольная фраза не подходят друг к другу.
    .kept = Ничего не изменилось.
    .todo = Наберите фразу ещё раз. Проверьте язык клавиатуры.
failure-throttled = Слишком много попыток.
    .kept = Ничего не изменилось.
    .todo = { $seconds ->
        [one] Подождите { $seconds } секунду и попробуйте снова.
        [few] Подождите { $seconds } секунды и попробуйте снова.
       *[many] Подождите { $seconds } секунд и попробуйте снова.
    }
failure-first-sign-in-needs-server = Для первого входа на этом планшете нужен сервер учреждения, а связи с ним нет.
    .kept = Ничего не изменилось.
    .todo = Подойдите туда, где есть связь, и войдите один раз. После этого вход работает везде.
failure-server-unreachable = Нет связи с сервером учреждения.
    .kept = Всё сохранено на этом планшете.
    .todo = Продолжайте работать. Записи уйдут, как только появится связь.
failure-not-a-server = По этому адресу сервер учреждения не отвечает.
    .kept = Ничего не изменилось.
    .todo = Проверьте адрес буква за буквой.
failure-server-refused = Сервер учреждения отказал.
    .kept = Запись в сохранности на этом планшете.
    .todo = Покажите эту страницу администратору.
failure-storage-full = На планшете нет места. Запись не сохранена.
    .kept = Черновик всё ещё на странице.
    .todo = Не закрывайте страницу. Освободите место на планшете и сохраните снова.
failure-storage = Хранилище планшета недоступно.
    .kept = Сохранённое раньше остаётся.
    .todo = Закройте Wingbook и откройте снова. Не стирайте данные браузера.
failure-damaged = { $rows ->
    [one] Не читается { $rows } сохранённая запись.
    [few] Не читаются { $rows } сохранённые записи.
   *[many] Не читаются { $rows } сохранённых записей.
}
    .kept = Остальные читаются, ничего не удалено.
    .todo = Соединитесь с сервером учреждения. Сообщите администратору.
failure-needs-newer-app = Это написано более новой версией Wingbook.
    .kept = Оно хранится нетронутым.
    .todo = Соединитесь один раз с сервером и заблокируйте планшет, чтобы запустить новую версию.
failure-part-not-arrived = Эта часть Wingbook ещё не пришла на планшет.
    .kept = Ничего не потеряно: обходы и записи работают без неё.
    .todo = Соединитесь с сервером учреждения и попробуйте ещё раз.
failure-not-here = Этого нет на планшете.
    .kept = Ничего не потеряно.
    .todo = Соединитесь с сервером учреждения или поищите ещё раз.
failure-not-allowed = Ваша роль этого не позволяет.
    .kept = Ничего не изменилось.
    .todo = Обратитесь к старшему смены.
failure-own-record = Никто не проверяет собственные записи.
    .todo = Эту запись должен проверить другой проверяющий.
failure-invalid = { $n ->
    [one] { $n } ответ отсутствует или не может быть верным.
    [few] { $n } ответа отсутствуют или не могут быть верными.
   *[many] { $n } ответов отсутствуют или не могут быть верными.
}
    .kept = Черновик сохранён.
    .todo = Исправьте отмеченное и сохраните снова.
failure-form = Этим бланком нельзя пользоваться.
    .kept = Сделанные по нему записи читаются.
    .todo = Сообщите администратору.
failure-internal = В Wingbook произошла ошибка.
    .kept = Сохранённое остаётся, черновики тоже.
    .todo = Попробуйте ещё раз. Если повторится, расскажите администратору, что вы делали.

## Справка

help-title = Справка
help-detail = Коротко и без сети
help-today = Смена
    .one = Здесь ваша смена, и после полуночи тоже: следующий обход и его время, что вы обещали сделать, что вернул старший.
    .two = Большая кнопка начинает следующий обход. Всё на этой странице работает без связи.
help-round = Обходы
    .one = Остановка — это камера или общее помещение со своими людьми. Одно касание говорит ровно то, что вы видели: «видел, без замечаний» о человеке, «сосчитано» об общем помещении.
    .two = Кого-то нет: выберите «Отсутствует» и укажите, где он. «Не знаю» сразу предупреждает всех.
    .three = Тревога: «Пауза» отмечает время и прячет экран. Коллега может продолжить обход; у каждого осмотра остаётся свой автор.
    .four = Обход можно прервать в любой момент. Он продолжится с того же места, даже если села батарея.
help-count = Перекличка
    .one = Перекличка показывает, кто должен быть здесь, кто отсутствует и почему, и сколько вы насчитали.
    .two = Расхождение никогда не мешает продолжать. Пересчитайте, затем вызовите по именам и сообщите дежурной части по рации.
help-people = Люди
    .one = Ищите по имени, номеру или камере. В каждой строке полное имя, номер, место и год рождения.
    .two = «Такая же фамилия: проверьте номер» значит, что в корпусе есть человек с таким же именем.
help-write = Записи
    .one = Пишите факты, которые видели или слышали. Никаких сведений о здоровье и об источниках: о них скажите медработнику, отделу безопасности или ответственному за жалобы.
    .two = Черновик сохраняется с каждой буквой. Планшет можно заблокировать на полуслове.
help-correct = Исправления
    .one = После каждого сохранения 10 секунд видна кнопка «Отменить». Позже откройте запись и исправьте её, перенесите на нужного человека или отзовите.
    .two = Исправление никогда не стирает написанное. Кто вправе читать журнал, видит и то и другое.
help-review = Проверка
    .one = Примите запись, верните её с указанием причины или передайте выше. Возвращённое появится у автора.
    .two = Обход проверяется целиком, исключения по одному. Никто не проверяет собственные записи.
help-wings = Корпуса
    .one = Каждый корпус сейчас: кто по списку, кто и почему отсутствует, последняя перекличка и последний обход.
help-records = Журнал
    .one = Отбирайте по времени, корпусу, виду и автору. Запись показывает свою историю, исправления и доказательство подлинности.
help-charts = Графики
    .one = Графики показывают несделанное: пропущенные обходы, людей, с которыми никто не говорил. Они никого не расставляют по местам, группы меньше десяти не показаны.
help-prison = Учреждение
    .one = Администраторы добавляют здесь корпуса, камеры, общие помещения и планы обходов; планы обходов пишут и старшие смены. «1-20» создаёт сразу двадцать камер.
    .two = Планшет без сервера начинается здесь: сначала корпус, затем люди (на странице «Люди»), затем план обхода.
help-sync = Отправка и получение
    .one = «Сохранено на этом планшете» — не пропадёт и без питания. «Получено сервером» — запись на сервере, без изменений.
    .two = Отсутствие связи не повод для тревоги. Только «не принято» требует вас: в записи сказано почему и что делать.
help-lock = Блокировка
    .one = Замок вверху каждой страницы сразу завершает работу. На заблокированном планшете ничего нельзя прочесть.
    .two = Черновики сохраняются и откроются при следующем входе.
help-radio = Чрезвычайный случай
    .one = Wingbook — не сигнал тревоги. При опасности пользуйтесь рацией или тревожной кнопкой.
help-trust = Почему записям можно верить
    .one = Каждая запись подписана тем, кто её сделал, и связана с предыдущей. Изменение задним числом видно.
    .two = Время берётся с часов планшета и сверяется с часами сервера при каждом контакте.
notices-title = Лицензии
notices-what = Wingbook — свободная программа под лицензией MIT или Apache 2.0. В ней труд многих других людей.
notices-read = Прочесть уведомления
notices-missing = В этой сборке уведомлений нет.

## Page: records

records-count = { $n ->
    [one] { $n } запись
    [few] { $n } записи
   *[many] { $n } записей
}
records-search = Текст, имя или номер
records-filters = Отбор
records-filter-remove = Убрать отбор: { $what }
records-clear = Сбросить отбор
records-show = { $n ->
    [one] Показать { $n } запись
    [few] Показать { $n } записи
   *[many] Показать { $n } записей
}
records-show-more = Показать ещё (осталось { $n })
records-none = Записей нет
records-none-todo = На этом планшете ничего не подходит под отбор. Выберите срок подольше или сбросьте отбор.
records-choose = Ничего не выбрано
records-choose-todo = Выберите строку списка, чтобы прочитать её здесь.
records-open = Открыть запись
records-mine = ваша
records-time = Время
records-today = Сегодня
records-24h = 24 часа
records-days = { $n ->
    [one] { $n } день
    [few] { $n } дня
   *[many] { $n } дней
}
records-own-range = С… по…
records-range = { $from } – { $to }
records-from = С
records-to = По
records-wing = Корпус
records-all-wings = Все корпуса
records-kind = Вид
records-all-kinds = Все виды
records-author = Автор
records-all-authors = Все авторы
records-author-find = Найти автора
records-one-person = Об одном человеке
records-review = Проверка
records-review-any = Любая
records-review-none = Не проверено
records-review-answered = Дан ответ
records-review-accepted = Принято
records-review-sent-back = Возвращено
records-review-escalated = Передано выше
records-about-time = около { $time }
records-withdrawn = Отозвана
records-moved = Перенесена к нужному человеку
records-corrected = Исправлена
records-late = Записано позже
records-paper = С бумаги
records-not-certified = Автор ещё не удостоверен
records-kind-round = Обход
records-count-result = { $counted } из { $expected }
records-stops = Мест: { $done } из { $all }
records-kind-check = Осмотр камеры
records-kind-round-event = Ход обхода
records-kind-count = Перекличка
records-kind-notice = Уведомление
records-kind-move = Перемещение
records-kind-review = Проверка
records-kind-reply = Ответ
records-kind-follow-up-done = Обещанное сделано

## Page: to review

review-count = { $n ->
    [one] { $n } ждёт решения
    [few] { $n } ждут решения
   *[many] { $n } ждут решения
}
review-none = Ничего не ждёт
review-none-why = Всё, что дошло до этого планшета, проверено. Новое появится здесь.
review-urgent = Срочное
review-rounds = Обходы
review-records = Записи
review-why-missing = Кого-то нет
review-why-count-differs = Перекличка не сошлась
review-why-could-not = Осмотр не удался
review-why-late = С опозданием
review-why-answered = Дан ответ
review-n-of-n = { $done } из { $all }
review-stops = Осмотрено { $done } из { $all }
review-due = назначен на { $due }, { $walked }
review-from-to = с { $from } до { $to }
review-not-ended = с { $from }, не окончен
review-unchecked = Не осмотрены: { $names }
review-exceptions = { $n ->
    [one] { $n } отклонение
    [few] { $n } отклонения
   *[many] { $n } отклонений
}
review-exceptions-title = Отклонения
review-no-exceptions = Отклонений нет
review-other-stops = Остальные остановки
review-running = Не окончен
review-open-count = Открыть перекличку
review-not-checked = Не осмотрена
review-count-figures = По списку { $expected }, насчитано { $counted }
review-counted = Насчитано: { $n }
review-counted-of = Насчитано: { $n } · ожидалось { $expected }
review-seen = Замечен, всё спокойно: { $n }
review-could-not-covered = Осмотр не удался: спит, укрыт
review-could-not-door = Осмотр не удался: дверь заблокирована
review-could-not-incident = Осмотр не удался: происшествие
review-could-not-key = Осмотр не удался: нет ключа
review-accept = Принять
review-accept-of = Принять: { $name }
review-send-back = Вернуть
review-send-back-hint = Автор увидит это на первой странице и сможет исправить или ответить.
review-escalate = Передать выше
review-escalate-hint = Другой проверяющий увидит это в начале своей очереди и примет решение.
review-reason = Причина
review-reason-missing = Напишите причину
review-again = Решить заново
review-done-accepted = Принято: { $what }
review-done-sent-back = Возвращено: { $what }
review-done-escalated = Передано выше: { $what }
review-own = Это ваша запись. Её проверит другой проверяющий.

## Page: wings

wings-detail = Как есть сейчас; отсюда ничего не меняется
wings-none = Корпусов нет
wings-none-todo = Они придут при первой связи с сервером учреждения.
wings-roll = По списку
wings-on-roll = по списку
wings-of-places = { $n ->
    [one] по списку, { $n } место
    [few] по списку, { $n } места
   *[many] по списку, { $n } мест
}
wings-out = Отсутствуют
wings-nobody-out = Никто
wings-out-part = { $reason }: { $n }
wings-last-count = Последняя перекличка
wings-no-count = За два дня не было
wings-count-agrees = { $n }, сошлась, { $time }
wings-count-differs = { $counted } из { $expected }, не сошлась, { $time }
wings-last-round = Последний обход
wings-next-round = Следующий обход
wings-round-done = Пройден
wings-round-done-late = Пройден с опозданием
wings-round-done-open = { $n ->
    [one] Завершён, не осмотрено мест: { $n }
    [few] Завершён, не осмотрено мест: { $n }
   *[many] Завершён, не осмотрено мест: { $n }
}
wings-round-running = Идёт
wings-round-paused = Приостановлен
wings-round-due = Пора
wings-round-overdue = Просрочен
wings-round-missed = Пропущен
wings-round-upcoming = Запланирован
wings-notices = Уведомления
wings-people = Люди этого корпуса
wings-rounds = Обходы этой смены
wings-no-rounds = Не запланированы и не начаты
wings-counts = Переклички
wings-records = Новые записи
wings-all = Все за 90 дней ({ $n })

## Page: charts

charts-detail = Что не сделано. Каждая полоса и каждое имя открывают то, что за ними.
charts-rounds = Обходы: пройдено из назначенных
charts-in-time = Вовремя
charts-late = С опозданием
charts-missed = Пропущено
charts-not-whole = Не до конца
charts-planned = Назначено
charts-day = День
charts-round-figures = назначено { $planned }, вовремя { $in_time }, с опозданием { $late }, не до конца { $not_whole }, пропущено { $missed }
charts-as-table = Показать таблицей
charts-as-bars = Показать полосами
charts-no-rounds = Обходы не назначались
charts-no-rounds-why = Планы обходов составляют начальники, они приходят с сервера.
charts-contacts = С кем не говорили
charts-contacts-how = Дней с последнего разговора. Группы меньше десяти не показаны.
charts-since = Последний разговор
charts-people = Люди
charts-too-few = Слишком мало для показа
charts-days-up-to = { $n ->
    [one] За { $n } день
    [few] За { $n } дня
   *[many] За { $n } дней
}
charts-days-between = { $from }–{ $to } дн. назад
charts-days-more = { $n ->
    [one] Больше { $n } дня назад или никогда
    [few] Больше { $n } дней назад или никогда
   *[many] Больше { $n } дней назад или никогда
}
charts-names-long = { $n ->
    [one] Больше двух недель: { $n } человек
    [few] Больше двух недель: { $n } человека
   *[many] Больше двух недель: { $n } человек
}
charts-names = { $n ->
    [one] Неделя–две: { $n } человек
    [few] Неделя–две: { $n } человека
   *[many] Неделя–две: { $n } человек
}

## Page: prison

prison-title = Учреждение
prison-detail = Корпуса, камеры и планы обходов
prison-none = Корпусов пока нет
prison-none-todo = Сначала корпус с камерами, затем люди и планы обходов.
prison-add-wing = Добавить корпус
prison-change = Изменить
prison-rooms = { $n ->
    [one] { $n } камера или общее помещение
    [few] { $n } камеры и общих помещения
   *[many] { $n } камер и общих помещений
}
prison-rooms-title = Камеры и общие помещения
prison-add-rooms = Добавить камеры или общие помещения
prison-wing-name = Название корпуса
prison-room-name = Название камеры или общего помещения
prison-name-missing = Напишите название
prison-name-taken = Такое название уже есть
prison-kind = Камеры или общие помещения?
prison-cells = Камеры
prison-cells-hint = Людей называют по имени
prison-wards = Общие помещения
prison-wards-hint = Людей много, их считают
prison-room-names = Какие именно?
prison-room-names-hint = Номера от и до или названия через запятую: 1-20, A1-A12, Изолятор
prison-rooms-preview = { $n ->
    [one] Всего { $n }: от { $first } до { $last }
    [few] Всего { $n }: от { $first } до { $last }
   *[many] Всего { $n }: от { $first } до { $last }
}
prison-rooms-missing = Напишите, какие есть камеры или общие помещения
prison-rooms-many = Не больше 200 за один раз
prison-rooms-long = Одно из названий слишком длинное
prison-rooms-twice = Одно из названий стоит дважды
prison-rooms-taken = В корпусе уже есть помещение с таким названием
prison-capacity-each = На сколько человек каждое? (можно не заполнять)
prison-capacity = На сколько человек? (можно не заполнять)
prison-capacity-n = { $n ->
    [one] { $n } место
    [few] { $n } места
   *[many] { $n } мест
}
prison-out-of-use = Не используется
prison-out-of-use-hint = Обходы минуют то, что не используется.
prison-plans = Планы обходов
prison-plans-none = Планов обходов пока нет
prison-plans-none-todo = План говорит, когда обходят корпус. Ближайший обход появится на странице «Смена».
prison-plan-add = Добавить план обхода
prison-plan-name = Название обхода
prison-plan-stops = Остановки — все камеры и общие помещения корпуса в порядке обхода.
prison-times = Когда он начинается?
prison-times-hint = Время через запятую: 06:00, 14:30, 22:00
prison-times-missing = Напишите, когда он начинается
prison-times-unread = Напишите время через запятую, например 21:40
prison-times-many = Не больше 96 раз в день
prison-window = На сколько минут он может начаться позже?
prison-window-n = { $n ->
    [one] можно начать на { $n } минуту позже
    [few] можно начать на { $n } минуты позже
   *[many] можно начать на { $n } минут позже
}
round-none-plans = Когда начнётся следующий, сказано в планах обходов.
people-nobody = Здесь пока никто не живёт
people-nobody-why = Добавьте людей с их камерой или общим помещением. Тогда обходы покажут их по остановкам.
person-add = Добавить человека
person-change = Изменить данные
person-name = Полное имя
person-name-missing = Напишите полное имя
person-number = Номер заключённого
person-number-taken = Этот номер есть у другого человека. Проверьте оба.
person-born-when = Дата рождения
person-born-hint = Насколько она известна: 1988, 1988-05 или 1988-05-02
person-born-unread = Сначала год, например 1988 или 1988-05-02; день не может быть в будущем
person-sex = Пол
person-sex-female = Женский
person-sex-male = Мужской
person-place = Камера или общее помещение
person-place-none = Пока нет
person-place-moves = Другая камера записывается как перевод, сделанный сейчас.
person-left = Больше не в этом учреждении
person-left-hint = Записи остаются. В списках и обходах этого человека больше не будет.
save-and-another = Сохранить и добавить ещё

## Page: print

print-now = Напечатать
print-of = { $what }: { $wing }
print-printed = Напечатано { $time }, { $tablet }, { $name }
print-people = { $n ->
    [one] { $n } человек
    [few] { $n } человека
   *[many] { $n } человек
}
print-no-cell = Без камеры
print-name = Имя
print-number = Номер
print-born = Год рожд.
print-notices = Уведомления
print-enter-afterwards = Потом внесите этот лист на планшете: Обход, Внести с бумаги. Затем уберите под замок.
print-round-started = Начат { $time }; при печати осмотрено { $done } из { $all }
print-officer = Дежурный
print-date = Дата
print-began = Начало
print-ended = Конец
print-stop = Остановка и люди
print-time = Время
print-seen = Замечен
print-not-here = Нет
print-why = Почему
print-initials = Подпись
print-counted-blank = Насчитано: ______

## Page: wrong person

wrong-title = Не тот человек
wrong-stays = Написанное остаётся. Отныне запись стоит у того, о ком она на самом деле.
wrong-who = Кто указан по ошибке?
wrong-who-missing = Выберите, кто указан по ошибке
wrong-meant = О ком шла речь?
wrong-meant-missing = Выберите, о ком шла речь
wrong-meant-same = Это тот же человек
wrong-why = Как это получилось?
wrong-save = Перенести к нужному человеку

## Page: a round from paper

paper-title = Внести обход с бумаги
paper-detail = Каждая остановка получает время с листа; в записи сказано, что она перенесена.
paper-what = Обход, пройденный с листом бумаги, переносится сюда потом.
paper-enter = Внести с бумаги
paper-which = Какой это был обход?
paper-which-missing = Выберите, какой это был обход
paper-day = День на листе
paper-began = Начало, как на листе
paper-start = Внести остановки
paper-time = Время на листе
paper-time-unread = Напишите время, например 21:40
paper-live = Продолжить без бумаги
paper-count = Проверка численности с листа

## Sound

settings-sound = Звук при каждой проверке (сначала вибрация)
sound-day = Только днём
sound-never = Никогда
sound-always = И ночью

## Page: rounds, counts, people, writing, records

round-all-stops = Все точки
round-arrived = Прибыли после начала
round-battery = Заряд { $percent } %: передайте обход или распечатайте
round-change = Изменить
round-check-again = Проверить ещё раз
round-colleague = Коллега
round-colleagues-more = { $n ->
    [one] Ещё { $n } — введите имя
    [few] Ещё { $n } — введите имя
   *[many] Ещё { $n } — введите имя
}
round-could-not = Не удалось осмотреть
round-could-not-n = { $n ->
    [one] Не удалось осмотреть { $n } точку
    [few] Не удалось осмотреть { $n } точки
   *[other] Не удалось осмотреть { $n } точек
}
round-could-not-hint = Нажатие на причину сохраняет запись.
round-could-not-asleep = Спит, укрыт
round-could-not-door = Дверь или окошко заблокированы
round-could-not-incident = Происшествие
round-could-not-key = Нет ключа
round-could-not-other = Другая причина
round-confirm = Подтвердить
round-seen-concern = Осмотрен, есть опасения
round-start-other = Начать другой обход
round-unfinished = У вас есть незавершённый обход
round-count-record = Перекличка
round-counted = Насчитано: { $n }
round-dont-know = Не знаю
round-dont-know-hint = Всем уйдёт срочное уведомление
round-end = Завершить обход
round-end-only = Завершить без переклички
round-end-open = { $n ->
    [one] Не осмотрено мест: { $n }. Всё равно завершить обход?
    [few] Не осмотрено мест: { $n }. Всё равно завершить обход?
   *[many] Не осмотрено мест: { $n }. Всё равно завершить обход?
}
round-end-why = Почему он завершается раньше?
round-end-why-missing = Укажите причину
round-end-back = Продолжить обход
round-ended-why = Завершён до осмотра всех мест
round-ended = Обход завершён
round-ending = Перед завершением обхода
round-event-paused = Пауза: тревога
round-event-resumed = Продолжен
round-event-handed-over = Передан
round-event-taken-over = Принят
round-event-ended = Завершён
round-find = Найти человека на этой точке
round-go-there = Перейти
round-hand-over = Передать
round-hand-over-to = Передать кому
round-handed-over = Передано
round-leave = Выйти из обхода
round-to-clear-up = Нужно выяснить
round-nobody-knows = Никто не знает, где
round-left = Не осмотрены
round-more = Ещё
round-moved-out = Перемещён после начала
round-moved-to = Перемещён: { $place }
round-next = Следующая точка
round-next-named = Далее: { $name }
round-no-colleague = Нет коллеги с таким именем
round-nobody-here = Осмотрено: никого нет
round-not-checked = Не осмотрен
round-missing-n = Неизвестно где: { $n }
round-not-checked-n = Не осмотрено: { $n }
round-not-here = Отсутствует
round-not-here-n = Отсутствует: { $n }
round-nothing-left = Все точки осмотрены
round-open-person = Открыть страницу человека
round-partly = Осмотрено частично
round-pause = Пауза: тревога
round-paused-at = Пауза с { $time }
round-paused-by = На паузе: { $name }
round-people = Человек: { $n }
round-people-checked = Осмотрено людей: { $done } из { $all }
round-person-state = Что вы увидели?
round-previous = Предыдущая точка
round-print = Печать листа обхода
round-progress = { $done } из { $all }
round-remark-missing = Сначала укажите здесь другую причину
round-remark = Примечание
round-resume = Продолжить
round-run-by = Обход проводит { $name }
round-saving = Сохранение…
round-seen = Осмотрен
round-seen-n = Осмотрено: { $n }
round-seen-no-concern = Осмотрен, замечаний нет
round-show-all = Показать все
round-show-open = Показать неосмотренные
round-stop-checked = Осмотрено { $time }
round-stop-could-not = Не удалось осмотреть { $time }
round-stop-empty = Здесь никто не содержится
round-stop-open = Ещё не осмотрено
round-stops-checked = Осмотрено точек: { $done } из { $all }
round-take-over = Принять обход
round-title = Обход
round-to-count = К перекличке
round-to-today = К странице «Сегодня»
round-unsaved = Ещё не сохранено: { $n }
round-write-more = Написать подробнее
round-shift = Этой смены, с переходом через полночь
round-none = Обходов нет
round-none-why = Планы обходов составляют начальники, они приходят с сервера учреждения.
round-unplanned = Начать обход вне плана
round-over = Прошедшие
round-go-on = Продолжить
round-look = Посмотреть
round-start = Начать обход
sheet-number = Номер
sheet-person = Человек
sheet-place = Место
sheet-seen = Осмотрен
sheet-sign = Подпись
sheet-why = Если нет, почему
count-title = Перекличка
count-sum = По списку { $roll } − отсутствуют { $absent } = ожидается { $expected }
count-counted = Насчитано
count-again = Пересчёт
count-by-name = Поимённая перекличка
count-missing-number = Укажите, сколько насчитано
count-unseen = По списку есть, на обходе не видели
count-absent = Отсутствуют, и почему
count-earlier = Уже подсчитано
count-figures = Насчитано { $counted }, ожидалось { $expected }
count-agrees = Сходится
count-differed = Расхождение
count-too-few = { $n ->
    [one] Не хватает { $n }
   *[other] Не хватает { $n }
}
count-too-many = { $n ->
    [one] Лишний { $n }
   *[other] Лишних { $n }
}
count-then-recount = Подпишите то, что насчитано, затем пересчитайте.
count-then-named = Подпишите то, что насчитано, затем вызовите поимённо.
count-then-control = Сообщите дежурному по радио.
count-missing = Кто отсутствует?
count-control = Дежурная часть
count-control-told = Дежурный оповещён по радио
count-note = Примечание
count-sign = Подписать перекличку
today-sent-back = Возвращено вам
today-follow-ups = Вы обещали вернуться к этому
today-notices = Уведомления
today-rounds = Другие обходы смены
today-offered = Передан вам
today-receiving = Журналы ещё загружаются: сделанное коллегами может здесь отсутствовать.
empty-receiving = Журналы ещё загружаются
empty-receiving-todo = До этого планшета пока ничего из этого не дошло. Оставайтесь рядом с сетью: всё новое появится здесь.
today-receiving-n = Получено { $done } из { $total }
today-waiting = Ждёт отправки: { $n }
today-overdue = просрочено
today-done = Сделано
people-total = Человек: { $n }
people-search = Имя, номер или камера
people-none = Никого не найдено
people-none-todo = Попробуйте часть имени, номер или камеру.
people-by-cell = По камерам
people-by-name = По именам
person-write-contact = Записать беседу
person-last-contact = { $n ->
    [0] С ним говорили в последние сутки
    [one] Последняя беседа { $n } день назад
    [few] Последняя беседа { $n } дня назад
    [many] Последняя беседа { $n } дней назад
   *[other] Последняя беседа { $n } дня назад
}
person-no-contact = Записей о беседах с ним здесь нет
person-also = Другие имена: { $names }
person-follow-ups = Обещано и ещё не сделано
person-more = Другая запись или убытие
person-write-observation = Записать наблюдение
person-write-incident = Записать происшествие
person-write-notice = Написать уведомление
person-timeline = Записи
person-nothing = Записей пока нет
person-nothing-todo = Здесь появится то, что записано об этом человеке.
person-back = Вернулся
person-out = Убывает из корпуса
person-out-court = В суд
person-out-hospital = В больницу
person-out-work = На работу
person-out-visit = На свидание
record-history = Что было дальше
record-proof = Подтверждение
record-verified = Подпись верна, учреждение удостоверяет подписавшего.
record-not-verified = Ещё не удостоверено учреждением.
record-answer = Ваш ответ
record-answer-missing = Напишите ответ
record-answer-do = Отправить ответ
record-correct = Исправить
record-withdraw = Отозвать
record-withdraw-why = Почему отзывается?
record-withdraw-missing = Укажите, почему вы отзываете запись
record-withdraw-do = Отозвать
record-was-corrected = Исправлено
record-moved-from = Не о
record-moved-to = О
record-was-moved = Это был другой человек
record-was-withdrawn = Отозвано
record-was-accepted = Принято
record-was-sent-back = Возвращено
record-was-escalated = Передано выше
record-was-followed-up = Исполнено
record-was-answered = Дан ответ
record-undone = Сразу отменено автором
form-acknowledge = Прочитано
form-change = Изменить
form-clear = Очистить
form-error-choice = Выберите из списка
form-error-constraint = Такой ответ не подходит
form-error-large = Слишком длинно
form-error-range = От { $least } до { $most }
form-error-required = Нужен ответ
form-error-type = Неверный вид ответа
form-filter = Отобрать ответы
form-hour-back = На час раньше
form-hour-on = На час позже
form-hours-ago = Часов назад: { $n }
form-me = Я
form-minutes-ago = Минут назад: { $n }
form-minutes-back = На { $n } мин раньше
form-minutes-on = На { $n } мин позже
form-now = Сейчас
form-part-add = Добавить: { $name }
form-part-remove = Убрать: { $name }
form-problem = { $question }: { $problem }
form-progress = Отвечено { $done } из { $all }
form-remove = Убрать { $name }
form-search-none = Ничего не найдено
form-search-person = Имя, номер или камера
form-search-place = Название места
form-search-staff = Имя коллеги
form-time-none = Время не указано
write-about = О ком?
write-about-missing = Выберите, о ком запись
write-about-more = Добавить человека
write-about-search = Имя, номер или камера
write-again = Написать снова
write-care = Факты, которые вы видели или слышали
write-care-complaint = Жалоба или жестокое обращение: сообщите ответственному за жалобы.
write-care-else = Что сюда не пишут
write-care-health = Здоровье: сообщите медработникам.
write-care-security = Безопасность и источники: сообщите отделу безопасности.
write-certainty-about = Примерно
write-certainty-date = Известен только день
write-certainty-exact = В это время
write-certainty-unknown = Неизвестно
write-correct-detail = Запись остаётся, исправление стоит рядом.
write-discard = Удалить черновик
write-discarded = Черновик удалён
write-draft-correction = { $form }: исправление
write-drafts = Черновики
write-earlier = Раньше
write-facts = Только факты; без сведений о здоровье и источников
write-form-contact = О чём говорили
write-form-count = Перекличка на бумаге
write-form-incident = Что произошло
write-form-notice = Для всех
write-form-observation = Что было замечено
write-from-paper = С бумаги
write-not-you = Ваша роль не делает здесь записей
write-not-you-todo = Записи делают сотрудники, начальники и медработники. Если это ошибка, обратитесь к начальнику.
write-notice = Уведомление
write-notice-care = Практический факт, никогда не диагноз
write-notice-example = Например: держать отдельно до 24 ноября, спросить медчасть
write-notice-missing = Напишите уведомление
write-notice-text = Что должны знать все
write-notice-until = До
write-notice-until-hint = Без даты пересматривается завтра
write-notice-urgent = Срочно
write-outdated = Эту запись изменили после того, как вы начали её исправлять, { $time }
write-outdated-todo = Ниже запись в нынешнем виде. Написанное вами сохранено здесь и в исправление не переносится.
write-left-since = Эта запись была отозвана после того, как вы начали её исправлять, { $time }
write-left-todo = Написанное вами хранится здесь, пока вы его не удалите. Как запись ничего не сохранено.
write-outdated-words = Что вы написали
write-reason = Почему исправляется?
write-reason-hint = Стоит рядом с исправлением
write-reason-missing = Укажите причину
write-left = Исправление отозванной записи
write-left-detail = Запись отозвали после того, как вы начали. Ничего из этого в ней не сохранено.
write-resumed = Продолжаете с того же места, { $time }
write-undone = Отменено; ответы снова в черновике
write-what = Что вы пишете?
write-when = Когда это было?
write-when-future = Это ещё впереди
write-when-missing = Укажите время
notice-missing = Не обнаружен, где находится — неизвестно
notice-open = Открыть уведомление
notice-overdue = Пересмотр просрочен
notice-until = До { $time }
notice-review = Пересмотреть { $time }
notice-urgent = Срочно

## Vaccination

form-search-product = Название вакцины или производителя
write-form-dose = Доза введена, отклонена или отложена
person-write-dose = Записать дозу
vaccination = Вакцинация
vaccination-none = Доз не записано
vaccination-as-of = Записи с других планшетов на { $time }
vaccination-as-of-never = Только записи с этого планшета: с других ничего не поступало
vaccination-unassigned = Доза
vaccination-dose = Доза { $n }
vaccination-booster = Доза { $n }, бустер
vaccination-complete = Курс завершён дозой { $n }
vaccination-incomplete = Курс не завершён
vaccination-unclear = Неясно, завершён ли курс: одна из вакцин неизвестна
vaccination-due-any = { $dose }: можно вводить
vaccination-due-unknown = { $dose }: срок неизвестен
vaccination-due-since = { $dose }: срок наступил { $date }
vaccination-due-from = { $dose }: срок с { $date }
vaccination-due-between = { $dose }: срок с дня между { $first } и { $last }: одна из дат известна лишь частично
vaccination-day-unknown = день неизвестен
vaccination-product-unknown = вакцина неизвестна
vaccination-lot = серия { $lot }
vaccination-also = { $n ->
    [one] ещё { $n } запись о том же
    [few] ещё { $n } записи о том же
   *[many] ещё { $n } записей о том же
}
vaccination-stands-under = записана под именем { $person }
dose-source-here = введена здесь
dose-source-card = по карте
dose-source-register = по другому журналу
dose-source-memory = со слов
dose-refused = Отказ
dose-not-today = Отложена
dose-why-objection = возражает
dose-why-caregiver = отказ ответственного за ребёнка
dose-why-immunity = уже есть иммунитет
dose-why-had-disease = перенёс болезнь
dose-why-acute = болен сейчас
dose-why-chronic = хроническое заболевание
dose-why-allergy = аллергия
dose-why-immunocompromised = ослабленный иммунитет
dose-why-precaution = другая медицинская причина
dose-why-stock = вакцина закончилась
dose-warning-second = Вторая доза за день
dose-warning-early = { $n ->
    [one] Рано на { $n } день: не раньше { $date }
    [few] Рано на { $n } дня: не раньше { $date }
   *[many] Рано на { $n } дней: не раньше { $date }
}
dose-warning-maybe-early = { $n ->
    [one] Возможно, рано, не более чем на { $n } день
    [few] Возможно, рано, не более чем на { $n } дня
   *[many] Возможно, рано, не более чем на { $n } дней
}
dose-warning-mixed = Не та вакцина, что раньше ({ $before })
dose-warning-unknown = Этой вакцины нет в списке
dose-warning-expired = { $n ->
    [one] Срок серии истёк { $n } днём раньше
    [few] Срок серии истёк { $n } днями раньше
   *[many] Срок серии истёк { $n } днями раньше
}
dose-warning-age = { $n ->
    [one] Младше { $n } года
    [few] Младше { $n } лет
   *[many] Младше { $n } лет
}
dose-warning-booster-only = Только для бустера: курс не был завершён
dose-warning-ahead = Дата одной из доз позже сегодняшней: проверьте её и дату на планшете
dose-warning-beyond = Бустеров больше, чем предусмотрено

## Vaccination sessions
nav-session = Сеанс
records-kind-clinic-step = Шаг сеанса
clinic-title = Сеанс вакцинации
clinic-open = Открыть сеанс
clinic-start = Начать сеанс
clinic-none = Сеансов вакцинации ещё нет
clinic-none-todo = Начните сеанс: вакцина и серия указываются один раз, затем три касания на человека.
clinic-over = Завершённые
clinic-runs = Идёт
clinic-offered = Передан вам
clinic-reconciles = Сходится
clinic-differs = Не сходится
clinic-given = Введено доз: { $n }
clinic-place = Где?
clinic-place-none = Не указано
clinic-vaccinator = Кто вводит дозы?
clinic-vaccinator-me = Я
clinic-site = Куда вводится?
clinic-observation = Сколько времени за каждым наблюдают после?
minutes = { $n } мин
site-left-arm = Левая рука
site-right-arm = Правая рука
site-left-thigh = Левое бедро
site-right-thigh = Правое бедро
clinic-since = с { $time }
clinic-given-by = вводит { $name }
clinic-run-by = Сеанс ведёт { $name }
clinic-run-by-nobody = Сеанс никто не ведёт
clinic-take-over = Принять
clinic-hand-over = Передать
clinic-vial = Открыть флакон
clinic-vial-first = Прочтите на флаконе: это будет стоять у каждой дозы.
clinic-no-vial = Нет открытого флакона. Сначала откройте флакон.
clinic-vial-old = Этот флакон открыт слишком долго: утилизируйте его и откройте другой.
clinic-doses-left = Осталось доз: { $n }
clinic-discard = Утилизировать в { $time }
clinic-expired = Срок годности истёк
clinic-search = Имя или номер, или сканируйте карту
clinic-found-more = И ещё { $n }: введите имя точнее
clinic-walk = По порядку камер
clinic-walk-none = Только поиском
clinic-walked = Осмотрено: { $done } из { $all }
clinic-next = Следующий
clinic-back = Назад к списку
clinic-had-dose = получил дозу
clinic-seen-here = Уже в этом сеансе: { $what }, { $time }
clinic-right-person = Это тот самый человек
clinic-agreed = Согласен, противопоказаний нет
clinic-not-today = Не сегодня
dose-overridden = несмотря на предупреждение: { $why }
clinic-why-not = Почему нет?
clinic-give = Введена
clinic-why = Почему она всё же вводится?
clinic-why-missing = Напишите почему. Это останется в записи.
clinic-gave = Доза записана: { $name }
clinic-gave-then = Доза записана: { $name }. { $next }
clinic-noted = Записано: { $name }
clinic-watched = Под наблюдением
clinic-minutes-left = { $n } мин, до { $time }
clinic-may-go = Может идти
clinic-came = Осмотрено в сеансе: { $n }
clinic-came-more = И ещё { $n } до них: см. «Записи»
clinic-totals = Дозы
clinic-lot = Вакцина и серия
clinic-drawn = Набрано
clinic-given-doses = Введено
clinic-wasted = Утилизировано
clinic-left = Осталось
clinic-more-than-drawn = Больше, чем набрано: { $n }
clinic-missing = Не учтено: { $n }
clinic-not-opened = Флакон не открывали: { $n }
clinic-count = Посчитать остаток
clinic-count-end = Посчитать и завершить
clinic-count-hint = Посчитайте дозы, оставшиеся в открытых флаконах. Оставьте серию пустой, если её никто не считал.
clinic-count-lot = { $lot } (должно быть { $n })
clinic-count-save = Записать остаток
clinic-end = Завершить сеанс
clinic-ended = Сеанс завершён
clinic-ended-at = Завершён { $time }
clinic-waste = Утилизация доз
clinic-extra = Набрано сверх этикетки
clinic-extra-hint = Во флаконе может быть на дозу больше, чем на этикетке. Запишите это здесь, чтобы дозы сошлись.
clinic-step-opened = Открыто флаконов: { $n }, доз в каждом: { $doses }
clinic-step-extra = Сверх этикетки: { $n }
clinic-step-wasted = Утилизировано: { $n }
clinic-step-left = Осталось: { $n }
clinic-steps = Флаконы, утилизация и подсчёты
clinic-step-correct = Что должно быть записано?
clinic-step-lot-hint = У введённых доз остаётся серия, с которой они введены: исправьте их в их записях.
clinic-step-doses-missing = Напишите, сколько.
clinic-step-why = Почему исправляется?
clinic-step-why-missing = Напишите почему. Обе записи останутся доступны.
vial-product = Какая вакцина?
vial-lot = Серия, как на флаконе
vial-lot-missing = Укажите серию.
vial-expiry = До какого срока годна?
vial-expiry-hint = Год и месяц: 2027-03
vial-expiry-unread = Укажите год и месяц, по возможности день: 2027-03 или 2027-03-31.
vial-expired = Срок годности этой серии истёк. Не используйте её.
vial-doses = Доз во флаконе
vial-doses-missing = Сколько доз во флаконе?
vial-vials = Флаконов
vial-open = Открыть
vial-until = до { $date }
waste-doses = Сколько доз?
waste-reason = Почему утилизированы?
waste-reason-missing = Выберите причину.
waste-save = Записать
waste-contamination = Загрязнение
waste-partial-use = Не использованы вовремя
waste-colour-change = Индикатор флакона изменил цвет
waste-expiry = Истёк срок годности

## Coverage, dose card
nav-coverage = Охват
coverage-as-of = На { $time }, среди всех присутствующих
coverage-small = Для групп меньше десяти цифры не показаны, как и для группы, по которой их можно вычислить.
coverage-due = Следующая доза
coverage-due-now = Пора сейчас
coverage-due-week = В ближайшие семь дней
coverage-not-given = Не введено: { $n }
coverage-all = Все
coverage-no-wing = Вне отрядов
coverage-prisoners = Заключённые
coverage-staff = Персонал
coverage-family = Семьи персонала
coverage-visitors = Посетители
coverage-children = Дети при родителях
coverage-sex-unknown = Пол неизвестен
coverage-age = { $from }–{ $to } лет
coverage-age-from = { $from } лет и старше
coverage-age-unknown = Возраст неизвестен
coverage-by-wing = По отрядам
coverage-by-category = По категориям
coverage-by-sex = По полу
coverage-by-age = По возрасту
coverage-group = Группа
coverage-one-dose = Одна доза и более
coverage-two-doses = Две и более
coverage-complete = Серия завершена
coverage-booster = Бустер
coverage-share = { $n } ({ $percent } %)
coverage-doses = Введено здесь доз: { $n }
coverage-no-doses = Доз за это время нет
coverage-day = День
coverage-times = Раз
dose-card = Карта прививок
dose-card-print = Напечатать карту прививок
dose-card-born = род. { $date }
dose-card-dose = Доза
dose-card-day = День
dose-card-vaccine = Вакцина
dose-card-lot = Серия
dose-card-known-from = Откуда известно
dose-card-sign = Подпись и печать:

## Check in

nav-check-in = Приём
nav-due = Предстоит
check-in-first = Сначала найдите: кто возвращается, уже записан.
check-in-search = Имя, номер или камера
check-in-none = Попробуйте иное написание или добавьте человека.
check-in-more = Подходят ещё: { $n }. Введите имя полнее.
check-in-add = Добавить человека
check-in-kind = Кто это?
category-prisoner = Заключённый
category-visitor = Посетитель
category-family = Семья сотрудника
category-child = Ребёнок с родителем
check-in-one-name = Достаточно одного имени.
check-in-choose = Выберите место
check-in-why = Почему он здесь?
check-in-why-missing = Выберите причину.
check-in-where = Какая камера или палата?
check-in-do = Записать
check-in-saved = Записано на этом планшете
check-in-next = Следующий человек
check-in-dose = Записать прежнюю дозу
check-do = Медицинский осмотр
check-list = Медицинские осмотры
write-form-health-check = Что вы измеряете и спрашиваете при приёме
check-clear = Допустить
check-keep-apart = Отделить от других
check-refer = Направить к врачу
check-celsius = { $n } °C
check-nothing-yet = Пока ничего
check-and-apart = до этого отделить
check-urgent = немедленно
check-repeat = Измерьте температуру ещё раз после нескольких минут покоя.
check-postpone = Слишком сильный жар для прививки сегодня.
check-unanswered = Ещё не спрошено: { $list }
check-say-why = Вы решаете иначе: укажите причину ниже.
check-rule-raised = Температура повышена.
check-rule-fever = Жар
check-rule-very-low-oxygen = Очень мало кислорода
check-rule-low-oxygen = Мало кислорода
check-rule-breathless = Одышка
check-rule-symptoms = Симптом, которым можно заразить
check-rule-milder = Несколько лёгких симптомов
check-rule-tuberculosis = Признак, требующий проверки на туберкулёз
check-rule-test = Тест положительный.
check-rule-contact = Контакт с больным
check-ask-temperature = температура
check-ask-spo2 = кислород
check-ask-symptoms = симптомы
check-ask-exposure = контакт
check-ask-test = тест
arrival-admission = Поступление
arrival-release = Освобождение
reason-transfer-in = Перевод сюда
reason-return-court = Возвращение из суда
reason-return-hospital = Возвращение из больницы
reason-shift = Смена
reason-visiting = Посещение
reason-asked = Попросил осмотра
records-kind-keep-apart = Отделён
records-kind-keep-apart-end = Больше не отделён
records-kind-apart-visit = Посещение отделённого
records-kind-notice-end = Конец объявления
records-kind-same-person = Тот же человек
records-kind-not-same-person = Всё же не тот же
notice-apart = Отделить, спросить медчасть
notice-apart-until = Держать отдельно: { $place }, до { $date }; спросить медчасть
notice-apart-review = Держать отдельно: { $place }, пересмотр { $date }; спросить медчасть
apart-to-decide = Решено отделить. Укажите где и до какого дня.
apart-proposed = Правила предлагают отделить, пока не осмотрит врач.
apart-decide = Отделить от других
apart-crosses = В корпус передаются только место и день, но не причина.
apart-where = Где?
apart-how-long = Как долго?
apart-ends-on = До определённого дня
apart-reviewed-on = Без срока, с пересмотром
apart-day = Какой день?
apart-decider = Решение принял(а)
apart-place-missing = Выберите место.
apart-day-over = Выберите будущий день.
apart-saved = Отделение записано на этом планшете
apart-punishment = Карцер
apart-punishment-warning = Это карцер.
apart-punishment-why = По здоровью туда не помещают. Выберите другое место; если его нет, узнает начальник медчасти.
apart-in = Отделён: { $place }
apart-until = до { $date }
apart-review = пересмотр { $date }
apart-since = с { $time }
apart-visited = осмотр { $time }
apart-never-visited = ещё не осмотрен
apart-overdue = Пересмотр просрочен
apart-visit-due = Сегодня не посещён
apart-visit-done = Сегодня посещён
apart-visit = Посещён
apart-visit-note = Посещён, с этой заметкой
apart-more = Заметка, изменение, конец
apart-note = Заметка
apart-change = Изменить место или день
apart-end = Больше не отделять
apart-end-why = Почему это заканчивается?
apart-end-recovered = Здоров, осмотрен медработником
apart-end-negative-test = Отрицательный тест
apart-end-time-over = Срок истёк, признаков болезни нет
apart-end-left = В больнице, переведён или освобождён
apart-end-mistake = Решено по ошибке
due-none = Ничего не предстоит
due-none-of = Для найденных ничего не предстоит
due-of-everybody = Из всех отделённых сегодня не посещены: { $n }
due-none-todo = Здесь стоят отделённые и дозы, срок которых наступил.
due-apart = Отделены; сегодня не посещены: { $n }
due-doses = Дозы к введению: { $n }
due-more = Срок наступил позже: ещё { $n }
same-this-one = Это он(а)
same-before-adding = Возможно, уже записан: { $n }
same-perhaps = Возможно, тот же человек: { $n }
same-person = Тот же человек
same-look = Открыть
same-also = Тот же человек, записан также как
same-undo = Всё же не тот же
alike-same-number = тот же номер
alike-same-name = то же имя
alike-same-sound = имя звучит так же
alike-similar-name = похожее имя
alike-part-of-name = часть имени
alike-same-birth-date = та же дата рождения
alike-same-birth-month = тот же месяц рождения
alike-same-birth-year = тот же год рождения
alike-near-birth-year = близкий год рождения
alike-same-place = то же первое место
alike-other-number = другой номер
alike-other-staff-number = другой табельный номер
alike-other-birth-year = другой год рождения
alike-other-sex = мужчина и женщина
prison-punishment = Карцер
prison-punishment-hint = Медработников предупредят, прежде чем они кого-то туда отделят.

## Vaccines of an administrator
vaccines = Вакцины
vaccines-detail = Дозы, интервалы, возраст и коды
vaccine-add = Добавить вакцину
vaccine-booster-only = Только бустер
vaccine-doses-in-series = Доз в серии: { $n }
vaccine-wait = не раньше { $n } дн.
vaccine-changed = изменено здесь
vaccine-unconfirmed = Часть чисел этой вакцины — общие сведения, не подтверждённые источником: проверьте их, прежде чем ими будет руководствоваться медсестра.
vaccine-name = Как называется?
vaccine-holder = Кто производит?
vaccine-holder-missing = Укажите производителя.
vaccine-disease = От какой болезни?
vaccine-platform = Какого типа?
platform-mrna = мРНК
platform-vector = Вирусный вектор
platform-inactivated = Инактивированный вирус
platform-subunit = Белковая субъединица
vaccine-doses = Сколько доз в серии? (0: только бустер)
vaccine-minimum = Дней до следующей дозы, не меньше
vaccine-usual = Дней до следующей дозы, обычно
vaccine-booster-minimum = Дней до бустера, не меньше
vaccine-booster-usual = Дней до бустера, обычно
vaccine-age = С какого возраста, лет?
vaccine-vial = Доз во флаконе по этикетке
vaccine-codes = Коды, по одному в строке
vaccine-codes-hint = В строке: система, затем код, например: cvx 208. Системы: { $systems }
vaccine-codes-unread = Строка не содержит системы и кода, или система неизвестна.

## Moves
nav-moves = Перемещения
moves-detail = За последние { $n } дн.
moves-none = Никто не прибыл, не выбыл и не сменил камеру
moves-none-todo = Здесь будут те, кого приняли или переместили с их страницы.

## Before a dose
clinic-check-today = Осмотр сегодня в { $time }: { $said }
vial-product-none = Выберите, что написано на флаконе
vial-product-missing = Выберите вакцину.

## Due, and why not
due-without-place = Решено изолировать: укажите место
dose-why-too-early = слишком рано
dose-why-absent = отсутствует
dose-why-other = другая причина
coverage-hidden = Скрыто
category-staff = Персонал
