### Wingbook بالعربية.

## جدول المصطلحات، ولكل مصطلح جملة تبيّن استعماله.

# «يقرأ سجلَّ الجناح الأعوانُ والمشرفون.»
-register = { $number ->
   *[one] سجل
    [many] سجلات
}
# «لم يُقبل هذا القيد.»
-record = { $number ->
   *[one] قيد
    [many] قيود
}
# «التصحيح لا يمحو ما كُتب أبدًا.»
-correction = تصحيح
# «حُفظت المراجعة.»
-review = مراجعة
# «الجولة القادمة في 21:30.»
-round = جولة
# «بقي عشر زنزانات لم تُتفقَّد.»
-cell-visit = تفقّد الزنزانة
# «في التعداد فرق بشخص واحد.»
-roll-count = تعداد
# «تنبيه: يُفصل بينهما حتى 24 نوفمبر.»
-notice = تنبيه
# «حُفظ القيد على هذا الجهاز اللوحي.»
-tablet = جهاز لوحي
# «ثلاثة قيود في انتظار الإرسال.»
-waiting = في انتظار الإرسال
# «استلمه خادم السجن على الساعة 21:42.»
-server = خادم السجن
# حقنة من اللقاح: «الجرعة 2 موعدها ابتداءً من 3 ديسمبر.»
-dose = جرعة
# جرعة بعد السلسلة: «الجرعة 3، معززة.»
-booster = جرعة معززة

## في كل مكان

back = رجوع
cancel = إلغاء
close = إغلاق
save = حفظ
done = تم
on = مفعّل
off = معطّل
yes = نعم
no = لا
never = أبدًا
unknown = غير معروف
loading = لحظة…
optional = (يمكن تركه فارغًا)
try-again = إعادة المحاولة
undo = تراجع
undo-done = تم التراجع. يبقى القيدان في السجل.
saved-on-tablet = حُفظ على هذا الجهاز
snackbar-label = آخر رسالة
skip-to-content = إلى محتوى الصفحة
search-clear = إفراغ البحث
help-open = مساعدة حول هذه الصفحة
characters-left = { $n ->
    [zero] لم يبقَ أي حرف
    [one] بقي حرف واحد
    [two] بقي حرفان
    [few] بقيت { $n } أحرف
    [many] بقي { $n } حرفًا
   *[other] بقي { $n } حرف
}
form-has-errors = { $n ->
    [zero] لا ينقص أي جواب
    [one] ما زال ينقص جواب واحد
    [two] ما زال ينقص جوابان
    [few] ما زالت تنقص { $n } أجوبة
    [many] ما زال ينقص { $n } جوابًا
   *[other] ما زال ينقص { $n } جواب
}
stepper-less = أقل بواحد
stepper-more = أكثر بواحد
date-none = لم يُختر يوم بعد
date-today = اليوم
date-tomorrow = غدًا
date-yesterday = أمس
date-in-days = { $n ->
    [zero] اليوم
    [one] بعد يوم
    [two] بعد يومين
    [few] بعد { $n } أيام
    [many] بعد { $n } يومًا
   *[other] بعد { $n } يوم
}
date-day-back = قبل ذلك بيوم
date-day-on = بعد ذلك بيوم

## الإطار

nav-label = الصفحات
nav-today = اليوم
nav-round = الجولة
nav-people = الأشخاص
nav-write = كتابة
nav-review = للمراجعة
nav-wings = الأجنحة
nav-records = القيود
nav-charts = الرسوم
nav-more = المزيد
header-tablet = الجهاز:
lock = قفل
lock-now = قفل هذا الجهاز
practice-ribbon = تدريب: لا يُحتسب شيء هنا
update-ready = نسخة جديدة جاهزة. تبدأ عند قفل الجهاز.
keys-title = المفاتيح
keys-show = عرض هذه المفاتيح
keys-search = بحث
keys-undo = التراجع عن آخر قيد

## أين وصل القيد

delivery-saved = حُفظ على هذا الجهاز
delivery-waiting = في انتظار الإرسال
delivery-sent = أُرسل
delivery-received = استلمه الخادم
delivery-received-at = استلمه الخادم { $time }
delivery-refused = لم يُقبل

## الإرسال والاستلام

sync-title = الإرسال والاستلام
sync-detail = ما ينتظر الإرسال وآخر اتصال بالخادم
sync-no-server = هذا الجهاز وحده
sync-no-server-long = لا يوجد: يعمل هذا الجهاز وحده
sync-offline = لا اتصال
sync-waiting = { $n ->
    [zero] لا شيء ينتظر { $age }
    [one] قيد واحد ينتظر، { $age }
    [two] قيدان ينتظران، أقدمهما { $age }
    [few] { $n } قيود تنتظر، أقدمها { $age }
    [many] { $n } قيدًا ينتظر، أقدمها { $age }
   *[other] { $n } قيد ينتظر، أقدمها { $age }
}
sync-refused = { $n ->
    [zero] لا قيد مرفوض
    [one] قيد لم يُقبل
    [two] قيدان لم يُقبلا
    [few] { $n } قيود لم تُقبل
    [many] { $n } قيدًا لم يُقبل
   *[other] { $n } قيد لم يُقبل
}
sync-running = إرسال واستلام
sync-opening = فتح السجلات
sync-starting = بدء التشغيل
sync-problem = الخادم: مشكلة
sync-all-sent = أُرسل كل شيء
sync-server = الخادم
sync-last-contact = آخر اتصال
sync-unreachable = لا يمكن الوصول إلى الخادم منذ { $time }
sync-unreachable-next = المحاولة التالية: { $time }
sync-unreachable-todo = تابع العمل: كل شيء محفوظ على هذا الجهاز اللوحي ويُرسل حالما يجيب الخادم.
sync-received-so-far = وصل حتى الآن: { $n }
sync-last-full = آخر مرة أُرسل فيها كل شيء واستُلم
sync-next-try = المحاولة القادمة
sync-now = إرسال واستلام الآن
sync-now-started = جارٍ المحاولة
sync-receiving = استُلم { $done } من { $total }
sync-refused-title = { $n ->
    [zero] قبل الخادم كل القيود
    [one] لم يقبل الخادم قيدًا واحدًا
    [two] لم يقبل الخادم قيدين
    [few] لم يقبل الخادم { $n } قيود
    [many] لم يقبل الخادم { $n } قيدًا
   *[other] لم يقبل الخادم { $n } قيد
}
sync-refused-todo = هي في أمان على هذا الجهاز. كل قيد يبيّن سبب الرفض وما ينبغي فعله.
sync-books = السجلات
sync-book-received = { $n ->
    [zero] لا وثائق، آخر استلام { $time }
    [one] وثيقة واحدة، آخر استلام { $time }
    [two] وثيقتان، آخر استلام { $time }
    [few] { $n } وثائق، آخر استلام { $time }
    [many] { $n } وثيقة، آخر استلام { $time }
   *[other] { $n } وثيقة، آخر استلام { $time }
}
sync-book-never = { $n ->
    [zero] لا وثائق، ولم يُستلم شيء بعد
    [one] وثيقة واحدة، ولم يُستلم شيء بعد
    [two] وثيقتان، ولم يُستلم شيء بعد
    [few] { $n } وثائق، ولم يُستلم شيء بعد
    [many] { $n } وثيقة، ولم يُستلم شيء بعد
   *[other] { $n } وثيقة، ولم يُستلم شيء بعد
}
book-roster = الأشخاص والأماكن
book-wing = سجل الجناح
book-health = سجل الصحة
book-casework = سجل المتابعة الفردية
book-intelligence = تقارير الاستعلام
book-protection = الشكاوى والحماية
book-training = سجل التكوين
book-audit = سجل التدقيق

## الأشخاص

person-no-number = بلا رقم
person-born = مواليد { $year }
person-birth-unknown = سنة الولادة غير معروفة
person-same-name = اسم مشابه: تحقّق من الرقم
person-notices = { $n ->
    [zero] لا تنبيهات
    [one] تنبيه واحد
    [two] تنبيهان
    [few] { $n } تنبيهات
    [many] { $n } تنبيهًا
   *[other] { $n } تنبيه
}
reason-court = في المحكمة
reason-hospital = في المستشفى
reason-work = في العمل
reason-visit = في الزيارة
reason-moved = نُقل
reason-release = أُفرج عنه
reason-return = عاد
reason-admission = أُدخل
reason-unknown = مكانه غير معروف
role-officer = عون
role-reception = الاستقبال
role-health = الصحة
role-health_lead = مسؤول الصحة
role-casework = المتابعة الفردية
role-analyst = محلّل
role-complaints = الشكاوى
role-training = التكوين
role-supervisor = مشرف
role-administrator = مدير النظام
role-auditor = مدقّق

## تهيئة الجهاز

set-up-title = تهيئة هذا الجهاز
set-up-intro = مرة واحدة لكل جهاز. لا يُحفظ أي قيد قبل أن يسجّل أحدٌ دخوله.
set-up-how = إلى أين تذهب القيود؟
set-up-with-server = إلى خادم السجن
set-up-with-server-hint = تتقاسم عدة أجهزة السجلات. ويستمر العمل من دون اتصال.
set-up-alone = لا إلى مكان: هذا الجهاز وحده
set-up-alone-hint = يمكن إضافة خادم لاحقًا. وإلى ذلك الحين، ضياع الجهاز يعني ضياع القيود.
set-up-address = عنوان خادم السجن
set-up-address-hint = كما على شاشة الخادم. يبدأ بـ ‎https://‎، وعلى الخادم نفسه بـ ‎http://localhost‎
set-up-no-answer = لا يجيب خادم سجن على هذا العنوان.
set-up-no-answer-check = راجع العنوان حرفا حرفا. يجب أن يكون الجهاز اللوحي والخادم على الشبكة نفسها.
set-up-no-answer-ask = من يعتني بالخادم يعرف العنوان ويعرف إن كان يعمل.
set-up-no-answer-detail = للمسؤول
set-up-check = التحقق من العنوان
set-up-probing = البحث عن الخادم
set-up-running = جارية التهيئة
set-up-server-found = وُجد: { $facility }
set-up-server-version = Wingbook { $version }
set-up-server-unchecked = تحقّق من العنوان: لم يُجب أي خادم عليه بعد
set-up-clock-off = { $n ->
    [zero] ساعة هذا الجهاز غير مضبوطة. اضبطها قبل أول جولة.
    [one] في ساعة هذا الجهاز فرق دقيقة. اضبطها قبل أول جولة.
    [two] في ساعة هذا الجهاز فرق دقيقتين. اضبطها قبل أول جولة.
    [few] في ساعة هذا الجهاز فرق { $n } دقائق. اضبطها قبل أول جولة.
    [many] في ساعة هذا الجهاز فرق { $n } دقيقة. اضبطها قبل أول جولة.
   *[other] في ساعة هذا الجهاز فرق { $n } دقيقة. اضبطها قبل أول جولة.
}
set-up-tablet = اسم هذا الجهاز
set-up-tablet-hint = كما يُسمّى في المكان. يظهر أعلى كل صفحة.
set-up-tablet-example = جهاز 1
set-up-tablet-missing = أعطِ الجهاز اسمًا
set-up-facility = اسم السجن
set-up-facility-missing = اكتب اسم السجن
set-up-country = البلد
set-up-zone = المنطقة الزمنية
set-up-user = اسمك الكامل
set-up-user-hint = تصبح أول مستعمل لهذا الجهاز.
set-up-user-missing = اكتب اسمك الكامل
set-up-passphrase-hint = ثلاث كلمات أو أربع لا رابط بينها. لا يمكن لأحد إعادة تعيينها دون مفتاح الاستعادة: اكتبها واحفظها في مكان مقفل.
set-up-do = تهيئة هذا الجهاز

## تسجيل الدخول

sign-in-title = تسجيل الدخول
sign-in = دخول
sign-in-first-needs-network = لم يسجّل أحد دخوله على هذا الجهاز بعد. المرة الأولى تحتاج إلى خادم السجن، وبعدها لا حاجة إلى الشبكة.
sign-in-deriving = التحقق من عبارة السر
sign-in-opening = فتح السجلات: { $done } من { $total }
sign-in-who = من يعمل الآن؟
sign-in-other = شخص آخر
sign-in-who-back = الآخرون على هذا الجهاز
sign-in-pin = رقمك السري
sign-in-by-passphrase = بعبارة السر بدلًا من ذلك
sign-in-forgotten = لا أحد يستطيع فتح ما هنا
sign-in-back = العودة إلى الدخول
recovery-title = مفتاح الاستعادة
recovery-detail = يفتح الأجهزة عندما لا يبقى من يفتحها
recovery-what = عبارة سر منسية أو زميل غادر لا يجوز أن يُقفلا السجلات إلى الأبد. مفتاح الاستعادة يفتح كل أجهزة السجن. مكانه على الورق، في أجزاء يحفظها أشخاص مختلفون تحت القفل: الجزء الواحد لا يفتح شيئًا.
recovery-how = اجمع الحاملين. يكتب كل منهم جزءه دون أن ينظر غيره، ثم يُدخل الجميع أجزاءهم من جديد. عندها فقط يسري المفتاح، وما يُكتب بعد ذلك يُختم له وحده. احتفظ بأوراق المفتاح السابق: ما هو موجود على الأجهزة ما زال يحتاج إليها.
recovery-is-there = يوجد مفتاح: { $mark }
recovery-is-missing = لا يوجد مفتاح استعادة بعد
recovery-who = من يحمله
recovery-one-sheet = ورقة واحدة كاملة
recovery-holders = { $needed } من { $all } حاملين معًا
recovery-make = إنشاء المفتاح
recovery-part = مفتاح الاستعادة، الجزء { $n } من { $all }
recovery-hand-over = سلّم الجهاز إلى الحامل { $n }. لا ينظر أحد غيره.
recovery-show = إظهار جزئي
recovery-part-what = { $needed } من { $all } أجزاء تفتح أجهزة هذا السجن. احفظ هذه الورقة تحت القفل بعيدًا عن غيرها، ولا تخبر أحدًا بما فيها.
recovery-write-down = اكتب كل المجموعات بترتيبها أو اطبعها. تُعرض مرة واحدة. ليس بين الحروف I ولا L ولا O ولا U.
recovery-print = طباعة
recovery-next = كتبته
recovery-test = اختبار
recovery-test-what = { $n ->
    [zero] أدخل الأجزاء من أوراقها.
    [one] أدخل الجزء من ورقته.
    [two] يُدخل حاملان جزأيهما من ورقتيهما.
    [few] يُدخل { $n } حاملين أجزاءهم من أوراقهم.
    [many] يُدخل { $n } حاملًا أجزاءهم من أوراقهم.
   *[other] يُدخل { $n } حامل أجزاءهم من أوراقهم.
}
recovery-part-typed = الجزء { $n }
recovery-testing = جمع الأجزاء
recovery-finish = اختبار ثم بدء العمل به
recovery-done = المفتاح سارٍ
recovery-done-server = يأخذه كل جهاز عند اتصاله التالي بخادم السجن، ومسودات كل شخص عند دخوله التالي هناك. ضع الأوراق تحت القفل الآن، واحتفظ بأوراق المفتاح السابق.
recovery-done-alone = يفتح هذا الجهاز. ضع الأوراق تحت القفل الآن، واحتفظ بأوراق المفتاح السابق.
recover-title = بمفتاح الاستعادة
recover-what = إذا نُسيت عبارة سر أو غادر من كتب هنا، يُدخل حاملو مفتاح الاستعادة أجزاءهم. عندها تُفتح السجلات لزملاء هذا الجهاز، ويمكن إعطاء شخص عبارة سر أخرى.
recover-more = جزء آخر
recover-open = فتح
recover-opened = { $n ->
    [zero] المفتاح لا يفتح أي سجل
    [one] المفتاح يفتح سجلًا واحدًا
    [two] المفتاح يفتح سجلين
    [few] المفتاح يفتح { $n } سجلات
    [many] المفتاح يفتح { $n } سجلًا
   *[other] المفتاح يفتح { $n } سجل
}
recover-passed-on = { $n ->
    [zero] لم ينقص أي زميل له الحق مفتاح.
    [one] سُلّم مفتاح واحد إلى من له الحق. ما ينتظر يُرسل عند دخولهم.
    [two] سُلّم مفتاحان إلى من لهم الحق. ما ينتظر يُرسل عند دخولهم.
    [few] سُلّمت { $n } مفاتيح إلى من لهم الحق. ما ينتظر يُرسل عند دخولهم.
    [many] سُلّم { $n } مفتاحًا إلى من لهم الحق. ما ينتظر يُرسل عند دخولهم.
   *[other] سُلّم { $n } مفتاح إلى من لهم الحق. ما ينتظر يُرسل عند دخولهم.
}
recover-people = عبارة سر أخرى لـ
recover-former = غادر
recover-give = عبارة سر أخرى
recover-new-passphrase = عبارة سر جديدة
recover-new-passphrase-hint = يكتبها صاحبها. وعلى خادم السجن يجب أن يعطيها مسؤول أيضًا: wingbook-hub user passphrase.
recover-give-do = إعطاء هذه العبارة
recover-given = يدخل { $name } بعبارة السر الجديدة
pin-typed = { $n } من { $all } أرقام
pin-delete = حذف الرقم الأخير
pin-title = الرقم السري
pin-what = بالرقم السري تعود سريعًا بعد قفل الجهاز، وتتبادله مع زملائك بلمستين. يبقى صالحًا 14 ساعة على الأكثر وما دام Wingbook مفتوحًا؛ بعدها تُطلب عبارة السر من جديد. وبعد خمس محاولات خاطئة يُنسى.
pin-is-set = لديك رقم سري
pin-not-set = ليس لديك رقم سري
pin-new = رقم سري جديد
pin-new-hint = من 4 إلى 8 أرقام
pin-passphrase-hint = تُطلب كي لا يختار غيرك رقمًا باسمك
pin-choose = اختيار الرقم السري
pin-change = تغيير الرقم السري
pin-give-up = الاستغناء عن الرقم السري
pin-is-chosen = تم اختيار الرقم السري.
pin-is-given-up = أُلغي الرقم السري.
pin-shape = الرقم السري من 4 إلى 8 أرقام
pin-obvious = هذا أول ما يجرّبه أي أحد: لا تسلسل ولا تكرار
way-passphrase-hint = تُطلب كي لا يصنع غيرك طريقة دخول باسمك
badge-title = البطاقة
badge-what = البطاقة رمز مربّع على ورقة. من يعرضها أمام الكاميرا ويعرف رقمها السري يدخل باسمك بلا شبكة: سريعة في نوبة الليل حين يكون التطبيق قد أُغلق وتُطلب عبارة السر.
badge-where = تعمل على هذا الجهاز وحده ({ $tablet }) حيث صُنعت. احمل الورقة معك، واحفظ رقمها السري في ذهنك. وإن ضاعت فألغها هنا: عندئذ لا تفتح الورقة شيئًا.
badge-is-there = لديك بطاقة
badge-is-missing = ليس لديك بطاقة
badge-make = صنع بطاقة
badge-make-another = صنع بطاقة أخرى: السابقة لن تفتح شيئًا
badge-making = يجري صنع البطاقة
badge-revoke = إلغاء البطاقة
badge-is-revoked = لم تعد البطاقة تفتح شيئًا.
badge-pin-new = الرقم السري للبطاقة
badge-pin-hint = 6 أرقام، غير أرقام رقم سري آخر لك
badge-pin-shape = الرقم السري للبطاقة 6 أرقام
badge-paper-title = Wingbook: بطاقة
badge-paper-care = تفتح جهازًا واحدًا مع رقم سري. لا تكتب الرقم عليها أبدًا. ومن وجدها فليسلّمها.
badge-paper-once = تُعرض مرة واحدة: اطبعها ليكون الرمز المربّع على الورقة، أو اكتب الحروف. ليس اسمك عليها، فضع عليها علامة تعرفها بها.
badge-code-picture = الرمز المربّع للبطاقة
badge-print = طباعة
badge-done = تم
badge-test = اختبار
badge-test-what = ضع الورقة المطبوعة أمام الكاميرا، أو اكتب حروفها.
badge-test-typed = اختبار المكتوب
badge-is-good = البطاقة صحيحة. تفتح سجلاتك مع رقمها السري.
badge-typed = حروف البطاقة
badge-typed-hint = سبع مجموعات كما هي تحت الرمز المربّع
badge-show = إظهار البطاقة
badge-show-other = إظهار بطاقة أخرى
badge-go-on = متابعة
badge-pin = الرقم السري للبطاقة
badge-checking = التحقق من البطاقة ورقمها
passkey-title = مفتاح المرور
passkey-what = مفتاح المرور يحفظه الجهاز نفسه، ويفتحه إصبعك أو وجهك أو قفل الشاشة. به تدخل كما بعبارة السر، بلا شبكة.
passkey-where = يعمل على هذا الجهاز وحده ({ $tablet }). من يستطيع فتح قفل شاشة الجهاز يستطيع استعماله: إن كان غيرك يعرف قفل الشاشة فخذ بطاقة. ولا تُظهر قائمة الجهاز إلا الحروف الأولى من اسمك.
passkey-is-there = لديك مفتاح مرور
passkey-is-missing = ليس لديك مفتاح مرور
passkey-make = صنع مفتاح مرور
passkey-making = الجهاز يسألك الآن
passkey-remove = إزالة مفتاح المرور
passkey-is-removed = لم يعد مفتاح المرور يفتح شيئًا.
passkey-use = استعمال مفتاح المرور
passkey-asked = يطلب الجهاز إصبعك أو وجهك أو قفل الشاشة.
passkey-checking = التحقق من مفتاح المرور
passkey-cancelled = لم يعطِ الجهاز مفتاح مرور.
    .todo = حاول مرة أخرى، أو ادخل بطريقة أخرى.
passkey-no-secret = في هذا الجهاز مفاتيح مرور، لكنها لا تستطيع حفظ سرّ لـ Wingbook. لم يُحفظ أي منها.
    .todo = خذ بطاقة أو رقمًا سريًا بدلًا منه. وإن ظهر مفتاح «Wingbook» في قائمة الجهاز فيمكن حذفه هناك.
passkey-failed = تعذّر استعمال مفتاح المرور.
    .todo = حاول مرة أخرى، أو ادخل بطريقة أخرى.
access-title = الدخول والقفل
access-detail = الرقم السري والبطاقة ومفتاح المرور، ومتى يُقفل الجهاز من تلقاء نفسه
idle-title = القفل عندما لا يلمس أحد الجهاز لمدة
idle-minutes = { $n ->
    [zero] { $n } دقيقة
    [one] دقيقة واحدة
    [two] دقيقتين
    [few] { $n } دقائق
    [many] { $n } دقيقة
   *[other] { $n } دقيقة
}
idle-soon = يُقفل بعد { $n } ث. المس الشاشة للبقاء.
staff-number = الرقم الوظيفي
staff-number-missing = اكتب رقمك الوظيفي
passphrase = عبارة السر
passphrase-missing = اكتب عبارة السر
passphrase-before = عبارة السر السابقة
passphrase-before-hint = بها تبقى مسوداتك لك.
passphrase-before-forgotten = نسيتها: المتابعة بدون مسوداتي
passphrase-show = إظهار
passphrase-hide = إخفاء
words-hint = مع «إظهار» تكتمل الكلمات بعد ثلاثة أحرف.
words-offered = كلمات تبدأ هكذا
words-said = { $n ->
    [zero] لا كلمات
    [one] كلمة واحدة: { $words }
    [two] كلمتان: { $words }
    [few] { $n } كلمات: { $words }
    [many] { $n } كلمة: { $words }
   *[other] { $n } كلمة: { $words }
}
words-draw = اقترح لي عبارة
words-worth = خمس كلمات عشوائية من { $n } كلمة. من نسخ الجهاز وجرّب بألف حاسوب يحتاج إلى نحو { $years } سنة.
words-write-down = اكتبها واحفظ الورقة تحت القفل. لا شيء يحفظ هذه الكلمات.
words-take = أخذها
words-another = عبارة أخرى
look-label = اللغة والألوان

## الإعدادات

settings-title = الإعدادات
settings-detail = اللغة والألوان وحجم الحروف والصوت
settings-language = اللغة
settings-theme = الألوان
settings-text-size = حجم الحروف
settings-keys = اختصارات بمفتاح واحد
theme-dark = داكنة
theme-light = فاتحة
theme-sun = ضوء الشمس
text-size-normal = عادي
text-size-large = كبير
text-size-largest = كبير جدًا
storage-title = التخزين على هذا الجهاز
storage-kept = المتصفح يحتفظ بالقيود
storage-not-kept = قد يمحو المتصفح قيود هذا الجهاز إذا ضاقت المساحة
storage-not-kept-todo = ما استلمه الخادم في أمان. ثبّت Wingbook على الشاشة الرئيسية ثم اطلب من جديد.
storage-ask = اطلب من المتصفح الاحتفاظ بها
storage-room = استُعمل { $used } ميغابايت من { $all } ميغابايت
about-title = حول
about-version = النسخة
about-build = البناء

## الاستمارات

forms-title = الاستمارات
forms-detail = ما تسأل عنه القيود، وبأي نسخة
forms-none = لا استمارات على هذا الجهاز
forms-none-todo = تصل مع أول اتصال بخادم السجن.
forms-version = النسخة { $version }
forms-asks = ما يسأل عنه
forms-received = استُلمت { $time }
forms-bundled = مرفقة بالتطبيق

## التدريب

practice-title = التدريب
practice-detail = جرّب كل شيء؛ لا شيء يُحتسب
practice-what = في وضع التدريب يعمل كل شيء كما في الخدمة: الجولات والتعداد والقيود والتصحيحات.
practice-stays = قيود التدريب لا تغادر هذا الجهاز ولا تُحتسب أبدًا.
practice-shown = شريط على كل صفحة يذكّر بذلك. اقفل الجهاز أو أوقف التدريب للعودة إلى الخدمة.
practice-start = بدء التدريب
practice-stop = العودة إلى الخدمة
practice-is-on = التدريب جارٍ
practice-has-begun = بدأ التدريب: كل ما يلي تدريب حتى تعود إلى الخدمة أو تقفل الجهاز.
practice-to-today = إلى صفحة «اليوم»

## الطباعة

print-title = الطباعة
print-detail = القائمة وورقة الجولة إذا ضعفت البطارية
print-how = اختر أدناه ما تريد طباعته؛ الجولة التي بدأت تُطبع من صفحتها. يمكن إدخال ما كُتب على الورق بعد ذلك.
print-care = الورق يقرؤه أي أحد. رقّم الأوراق واحفظها تحت القفل.
print-round = ورقة الجولة
print-round-detail = كل محطة وأشخاصها ومكان للكتابة
print-roll = القائمة الاسمية
print-roll-detail = كل من في الجناح حسب الزنزانة

## المشاكل

problems-title = المشاكل
problems-detail = ما ينتظر تدخّل أحد
problems-none = لا مشاكل
problems-none-why = كل ما كُتب محفوظ، ولم يُرفض شيء.
problems-open = فتح القيد

## التحقق من ملف مُصدَّر

evidence-title = التحقق من ملف مُصدَّر
evidence-detail = هل عبث به أحد
evidence-file = الملف
evidence-how = اختر الملف الذي كتبه خادم السجن. يُقرأ على هذا الجهاز وحده، ولا يُحفظ منه شيء ولا يُرسل.
evidence-reading = يجري التحقق من الملف
evidence-clean = لا خلل في هذا الملف المُصدَّر
evidence-wrong = في هذا الملف المُصدَّر خلل: { $n }
evidence-no-export = هذا الملف ليس سجلًا مُصدَّرًا. اختر الملف الذي كتبه خادم السجن.
evidence-newer-file = كُتب هذا الملف بإصدار أحدث. حدّث التطبيق ثم تحقق منه من جديد.
evidence-unread = تعذّرت قراءة الملف حتى آخره. لم يتغيّر فيه شيء؛ اختره من جديد.
evidence-facility = السجن
evidence-key = بصمة مفتاحه
evidence-key-own = هو مفتاح سجن هذا الجهاز.
evidence-key-compare = قارنها بالبصمة التي أخذتها من السجن.
evidence-made = كُتب في
evidence-registers = السجلات
evidence-records = القيود
evidence-found = مواضع الخلل
evidence-more = و{ $n } غيرها
evidence-number = رقم { $n }
evidence-numbers = الأرقام من { $from } إلى { $until }
evidence-chain = السلسلة { $id }
evidence-beside = إلى جانب { $id }
evidence-line = السطر { $n }
evidence-removed = محتويات أُزيلت بوجه مشروع
evidence-removed-rule = بموجب قاعدة الحفظ: { $rule }
evidence-removed-by = قرّر ذلك { $who }
evidence-unknown = ما لا يستطيع أحد معرفته من هذا الملف
evidence-unknown-key = هل المفتاح مفتاح السجن: فالملف نفسه هو الذي يشهد له.
evidence-unknown-whole = هل هذه كل الأسطر التي كُتبت: فالسجن لم يوقّع الملف كله.
evidence-unknown-back-dating = هل الوقت السابق لأول إيصال في السلسلة صحيح: فقبل استلام القيد لا شاهد على وقته إلا الجهاز.
evidence-unknown-no-receipts = متى كُتبت قيود السلاسل التي لا إيصال لها، وهل كان لها تتمة.
evidence-unknown-tail = هل سارت السلسلة بعد آخر إيصال على غير ما هنا: فبعده قيود بلا إيصال.
evidence-unknown-after-last = هل كُتب شيء بعد آخر قيد في السلسلة: فالذيل المقطوع لا يترك فجوة.
evidence-unknown-left-out = ما كان في المحتويات التي تركها هذا الملف.
evidence-unknown-whole-chain = هل توجد سلسلة كاملة لم تُسلَّم قط.
evidence-unknown-who-held = من كان يمسك بالجهاز: فمن يعرف عبارة المرور يملك المفتاح.
evidence-chains = السلاسل
evidence-last-receipt = آخر إيصال: { $time }
evidence-no-receipt = بلا إيصالات
evidence-found-other_facility = المفتاح ليس مفتاح سجن هذا الجهاز: الملف من سجن آخر أو مختلق
evidence-found-facility = وثيقة السجن نفسها غير موقّعة بمفتاحه
evidence-found-cut = الملف مقطوع: سطره الأخير ناقص
evidence-found-count = عدد الأسطر غير ما يذكره السطر الأخير
evidence-found-digest = الأسطر ليست تلك التي وُضع لها السطر الأخير
evidence-found-seal = التوقيع في آخر الملف ليس توقيع السجن
evidence-found-after_end = بعد السطر الأخير شيء
evidence-found-unreadable = أسطر ليست مما يحويه ملف مُصدَّر
evidence-found-not_canonical = أسطر كُتبت بحيث قد يقرأ منها برنامجان شيئين مختلفين
evidence-found-certificate = شهادات لم يصدرها هذا السجن
evidence-found-signature = توقيع غير صحيح: عُدّلت الترويسة أو وقّع غير الكاتب
evidence-found-not_certified = وُقّع بمفتاح لم يصادق عليه هذا السجن قط
evidence-found-other_author = وُقّع بمفتاح شخص غير الكاتب
evidence-found-other_tablet = الجهاز ليس جهاز المفتاح أو السلسلة
evidence-found-role = كتبه من لا يحق له كتابة ذلك في السجل
evidence-found-body = معدَّل: المحتوى ليس ما جرى توقيعه
evidence-found-body_missing = المحتوى مفقود ولم يقرر أحد إزالته
evidence-found-removal = المحتوى أُزيل بقرار لا يصح
evidence-found-missing = ناقص من السلسلة
evidence-found-link = لا يتصل بالقيد الذي قبله
evidence-found-order = مبدَّل الترتيب: ترتيب الأسطر غير ترتيب القيود
evidence-found-repeated = مكرر: القيد نفسه موجود مرة أخرى
evidence-found-forked = متفرّع: قيدان مختلفان في موضع واحد من السلسلة
evidence-found-same_id = قيدان مختلفان بمعرّف واحد
evidence-found-other_book = مكانه في سجل آخر
evidence-found-receipt = الإيصال غير موقّع من هذا السجن
evidence-found-receipt_of_other = الإيصال لقيد آخر أو لما كان عليه القيد من قبل
evidence-found-receipt_missing = الإيصال ناقص، ولقيد لاحق إيصال
evidence-found-times = سُجّل قبل القيد الذي قبله، ولا يفسّر ذلك أي تصحيح للساعة
evidence-found-unsigned = فيه شيء لا يشمله أي توقيع
evidence-found-shape = قيد غير مكتمل
evidence-found-newer = كُتب بإصدار أحدث ولم يُتحقق منه: حدّث التطبيق

## صفحة غير موجودة

not-found-title = لا توجد هذه الصفحة
not-found-what = لا شيء في هذا العنوان
not-found-todo = ربما كان الرابط قديمًا. لم يضِع شيء.
not-found-home = إلى الصفحة الأولى

## قراءة رمز بالكاميرا

code-read = قراءة رمز
code-was-read = تمت قراءة الرمز
code-picture = ما تراه الكاميرا
code-starting = يجري تشغيل الكاميرا. إذا سأل المتصفح فاسمح بها.
code-looking = ضع الرمز أمام الكاميرا بحيث يظهر كاملًا في الصورة.
code-torch = الضوء
code-refused = لا يُسمح لتطبيق Wingbook باستعمال الكاميرا على هذا الجهاز.
    .todo = اسمح لتطبيق Wingbook بالكاميرا في إعدادات المتصفح ثم أعد المحاولة، أو اكتب ما هو مدوَّن بجانب الرمز.
code-no-camera = لم يُعثر على كاميرا في هذا الجهاز.
    .todo = اكتب ما هو مدوَّن بجانب الرمز، أو استعمل ماسحًا.
code-busy = الكاميرا لا تستجيب. ربما يستعملها تطبيق آخر.
    .todo = أغلق التطبيق الآخر ثم أعد المحاولة.
code-failed = تعذّر تشغيل الكاميرا.
    .todo = أعد المحاولة. إن لم ينفع ذلك فاكتب ما هو مدوَّن بجانب الرمز.

## الإخفاقات

failure-not-set-up = لم يُهيَّأ هذا الجهاز بعد.
    .todo = هيّئه أولًا.
failure-locked = الجهاز مقفل.
    .kept = ما حُفظ يبقى محفوظًا، والمسودات أيضًا.
    .todo = سجّل دخولك من جديد.
failure-wrong-passphrase = الرقم الوظيفي وعبارة السر لا يتوافقان.
    .kept = لم يتغيّر شيء.
    .todo = اكتب عبارة السر مرة أخرى. تحقّق من لغة لوحة المفاتيح.
failure-passphrase-changed = عبارة السر هذه صحيحة لدى خادم السجن، أما هذا الجهاز فما زالت لديه السابقة.
    .kept = لم يتغيّر شيء.
    .todo = اكتب السابقة أيضًا. وإن نُسيت فتابع بدونها: عندها ينتظر ما كنت وحدك تستطيع فتحه هنا مفتاح الاستعادة.
failure-weak-passphrase = عبارة السر هذه سهلة التخمين.
    .kept = لم يتغيّر شيء.
    .todo = خذ ثلاث كلمات أو أربعًا لا رابط بينها؛ لا اسم ولا سنة.
failure-wrong-pin = هذا رقم سري آخر.
    .kept = لم يتغيّر شيء.
    .todo = { $n ->
        [zero] حاول مرة أخرى.
        [one] حاول مرة أخرى. بعد محاولة خاطئة واحدة أخرى تلزم عبارة السر.
        [two] حاول مرة أخرى. بعد محاولتين خاطئتين أخريين تلزم عبارة السر.
        [few] حاول مرة أخرى. بعد { $n } محاولات خاطئة أخرى تلزم عبارة السر.
        [many] حاول مرة أخرى. بعد { $n } محاولة خاطئة أخرى تلزم عبارة السر.
       *[other] حاول مرة أخرى. بعد { $n } محاولة خاطئة أخرى تلزم عبارة السر.
    }
failure-pin-gone = لم يعد الرقم السري يفتح شيئًا.
    .kept = ما حُفظ يبقى محفوظًا، والمسودات باقية.
    .todo = سجّل دخولك بعبارة السر. بعدها يعمل الرقم السري من جديد.
failure-badge-group = المجموعة { $group } من البطاقة منقولة خطأ.
    .todo = انظر إلى هذه المجموعة من جديد، وإلى التي قبلها.
failure-badge-none = هذه ليست بطاقة Wingbook.
    .todo = اعرض الرمز المربّع لبطاقتك كاملًا. وعند كتابته فهو سبع مجموعات من الحروف والأرقام.
failure-badge-not-here = هذه البطاقة لا تفتح شيئًا على هذا الجهاز.
    .kept = لم يتغيّر شيء.
    .todo = استُبدلت أو أُلغيت، أو صُنعت على جهاز آخر. ادخل بعبارة السر، واصنع بطاقة تحت «المزيد»، «الدخول والقفل».
failure-badge-pin = هذا ليس الرقم السري لهذه البطاقة.
    .kept = لم يتغيّر شيء.
    .todo = حاول مرة أخرى. بعد بضع محاولات خاطئة عليك أن تنتظر.
failure-passkey-not-here = مفتاح المرور هذا لا يفتح شيئًا على هذا الجهاز.
    .kept = لم يتغيّر شيء.
    .todo = أُزيل، أو صُنع على جهاز آخر. ادخل بعبارة السر، واصنع مفتاحًا تحت «المزيد»، «الدخول والقفل».
failure-account-closed = أُغلق هذا الحساب.
    .kept = ما كتبته ولم يُرسل يبقى مختومًا على هذا الجهاز. يُرسل باسمك عندما يتصل زميل لديه السجل نفسه، أو بمفتاح الاستعادة.
    .todo = اسأل المسؤول.
failure-roles-changed = تغيّرت أدوارك، فقُفل الجهاز.
    .kept = ما حُفظ يبقى محفوظًا، والمسودات باقية.
    .todo = سجّل الدخول من جديد.
failure-part-group = المجموعة { $group } من الجزء { $part } منقولة خطأ.
    .todo = انظر إلى هذه المجموعة من جديد، وإلى التي قبلها.
failure-part-unreadable = الجزء { $part } غير كامل.
    .todo = في الجزء 13 مجموعة من الحروف والأرقام.
failure-parts-mixed = هذه الأجزاء ليست من مفتاح واحد.
    .todo = انظر إلى التواريخ على الأوراق.
failure-parts-missing = { $n ->
    [zero] لا ينقص شيء.
    [one] ينقص جزء واحد.
    [two] ينقص جزآن.
    [few] تنقص { $n } أجزاء.
    [many] ينقص { $n } جزءًا.
   *[other] ينقص { $n } جزء.
}
    .todo = الجزء نفسه مرتين يُحسب مرة.
failure-parts-other-key = مفتاح هذه الأجزاء لا يفتح شيئًا هنا.
    .kept = لم يتغيّر شيء.
    .todo = انظر إلى التواريخ على الأوراق: ربما أُنشئ مفتاح أحدث.
failure-throttled = محاولات كثيرة.
    .kept = لم يتغيّر شيء.
    .todo = { $seconds ->
        [zero] أعد المحاولة.
        [one] انتظر ثانية ثم أعد المحاولة.
        [two] انتظر ثانيتين ثم أعد المحاولة.
        [few] انتظر { $seconds } ثوانٍ ثم أعد المحاولة.
        [many] انتظر { $seconds } ثانية ثم أعد المحاولة.
       *[other] انتظر { $seconds } ثانية ثم أعد المحاولة.
    }
failure-first-sign-in-needs-server = أول دخول على هذا الجهاز يحتاج إلى خادم السجن، ولا يمكن الوصول إليه.
    .kept = لم يتغيّر شيء.
    .todo = اذهب إلى حيث يوجد اتصال وسجّل دخولك مرة واحدة. بعدها يعمل في كل مكان.
failure-server-unreachable = لا يمكن الوصول إلى خادم السجن.
    .kept = كل شيء محفوظ على هذا الجهاز.
    .todo = واصل العمل. تُرسل القيود حالما يتوفر الاتصال.
failure-not-a-server = لا يجيب خادم سجن على هذا العنوان.
    .kept = لم يتغيّر شيء.
    .todo = تحقّق من العنوان حرفًا حرفًا.
failure-server-refused = رفض خادم السجن.
    .kept = القيد في أمان على هذا الجهاز.
    .todo = اعرض هذه الصفحة على مدير النظام.
failure-already-saved = حُفظت هذه الاستمارة من قبل، ربما في نافذة أخرى. ما تغيّر بعد ذلك ليس في القيد.
    .kept = القيد باقٍ كما حُفظ، وما في هذه الصفحة محفوظ كمسودة.
    .todo = راجع القيد وصحّحه هناك، ثم احذف المسودة.
failure-storage-full = لم تبقَ مساحة على هذا الجهاز. لم يُحفظ القيد.
    .kept = مسودتك ما زالت على الصفحة.
    .todo = اترك الصفحة مفتوحة. أفرغ بعض المساحة على الجهاز ثم احفظ من جديد.
failure-storage = لا يمكن استعمال تخزين الجهاز.
    .kept = ما حُفظ من قبل يبقى محفوظًا.
    .todo = أغلق Wingbook وافتحه من جديد. لا تمحُ بيانات المتصفح.
failure-vanished = اختفى كل ما كان محفوظًا على هذا الجهاز اللوحي: محاه المتصفح أو محاه أحد.
    .kept = ما استلمه خادم السجن، والنسخ المحفوظة في مكان آخر، ما زال يمكن فتحها.
    .todo = أخبر المسؤول قبل أن تهيّئ الجهاز من جديد.
failure-vanished-unsent = اختفى كل ما كان محفوظًا على هذا الجهاز اللوحي: محاه المتصفح أو محاه أحد.
    .kept = ما استلمه خادم السجن في أمان هناك وسيعود. القيود التي لم يكن قد استلمها عند آخر تدوين: { $n }.
    .todo = أخبر المسؤول. ثم هيّئ الجهاز من جديد.
failure-vanished-in-part = اختفى جزء مما كان محفوظًا على هذا الجهاز اللوحي.
    .kept = ما استلمه خادم السجن يعود عند الاتصال التالي. وما بقي هنا لم يُمسّ.
    .todo = اتصل بخادم السجن. وأخبر المسؤول: ما لم يكن الخادم قد استلمه ربما ضاع.
failure-damaged = { $rows ->
    [zero] كل القيود المحفوظة مقروءة.
    [one] قيد محفوظ واحد لا يُقرأ.
    [two] قيدان محفوظان لا يُقرآن.
    [few] { $rows } قيود محفوظة لا تُقرأ.
    [many] { $rows } قيدًا محفوظًا لا يُقرأ.
   *[other] { $rows } قيد محفوظ لا يُقرأ.
}
    .kept = البقية تُقرأ، ولم يُحذف شيء.
    .todo = اتصل بخادم السجن. أخبر مدير النظام.
failure-needs-newer-app = كُتب هذا بنسخة أحدث من Wingbook.
    .kept = هو محفوظ كما هو.
    .todo = اتصل مرة واحدة ثم اقفل الجهاز لتبدأ النسخة الجديدة.
failure-part-not-arrived = هذا الجزء من Wingbook لم يصل إلى هذا الجهاز بعد.
    .kept = لم يضِع شيء؛ الجولات والكتابة تعملان من دونه.
    .todo = اتصل بخادم السجن ثم أعد المحاولة.
failure-not-here = هذا ليس على هذا الجهاز.
    .kept = لم يضِع شيء.
    .todo = اتصل بخادم السجن أو ابحث من جديد.
failure-not-allowed = دورك لا يسمح بذلك.
    .kept = لم يتغيّر شيء.
    .todo = اسأل مشرفك.
failure-own-record = لا يراجع أحد قيوده.
    .todo = على مراجع آخر أن يراجع هذا القيد.
failure-nobody-reads = لا يستطيع أحد بعد فتح بلاغ مختوم.
    .kept = ما كتبته محفوظ كمسودة لا يفتحها سواك.
    .todo = أبلغ أحد المسؤولين: يجب أن يحمل أحدهم هذا الدور، أو أن يكون للمؤسسة مفتاح استرداد.
failure-not-in-practice = في التدريب لا يُختم شيء ولا يُرسل.
    .kept = ما كتبته محفوظ كمسودة.
    .todo = اخرج من التدريب لإرسال بلاغ حقيقي.
failure-invalid = { $n ->
    [zero] لا ينقص أي جواب.
    [one] جواب واحد ناقص أو لا يمكن أن يكون صحيحًا.
    [two] جوابان ناقصان أو لا يمكن أن يكونا صحيحين.
    [few] { $n } أجوبة ناقصة أو لا يمكن أن تكون صحيحة.
    [many] { $n } جوابًا ناقصًا أو لا يمكن أن يكون صحيحًا.
   *[other] { $n } جواب ناقص أو لا يمكن أن يكون صحيحًا.
}
    .kept = مسودتك محفوظة.
    .todo = صحّح ما هو معلَّم واحفظ من جديد.
failure-form = لا يمكن استعمال هذه الاستمارة.
    .kept = القيود التي كُتبت بها تبقى مقروءة.
    .todo = أخبر مدير النظام.
failure-internal = حدث خطأ في Wingbook.
    .kept = ما حُفظ يبقى محفوظًا، والمسودات أيضًا.
    .todo = أعد المحاولة. إن تكرّر الأمر فأخبر مدير النظام بما كنت تفعل.

## المساعدة

help-title = المساعدة
help-detail = قصيرة، ومن دون شبكة
help-today = اليوم
    .one = تعرض هذه الصفحة مناوبتك ولو تجاوزت منتصف الليل: الجولة القادمة وموعدها، وما وعدت بمتابعته، وما أعاده إليك المشرف.
    .two = الزر الكبير يبدأ الجولة القادمة. كل ما في هذه الصفحة يعمل من دون اتصال.
help-round = الجولات
    .one = المحطة زنزانة أو غرفة جماعية بأشخاصها. لمسة واحدة تقول ما رأيته بالضبط: «شوهد، لا ملاحظة» للشخص، و«عُدّ» للغرفة الجماعية.
    .two = أحدهم ليس هناك: اختر «غير موجود» وقل أين هو. «لا أعرف» ينبّه الجميع فورًا.
    .three = إنذار: «إيقاف مؤقت» يسجّل الوقت ويخفي الشاشة. يمكن لزميل أن يواصل الجولة، ويحتفظ كل تفقّد باسم صاحبه.
    .four = يمكنك ترك الجولة في أي لحظة. تُستأنف من حيث توقفت تمامًا، ولو نفدت البطارية.
help-count = التعداد
    .one = يعرض التعداد من يجب أن يكون هنا، ومن غاب ولماذا، وكم عددت.
    .two = الفرق لا يوقف شيئًا أبدًا. أعد العدّ، ثم نادِ بالأسماء، وأخبر غرفة المراقبة باللاسلكي.
help-people = الأشخاص
    .one = ابحث بالاسم أو الرقم أو الزنزانة. كل سطر يعرض الاسم الكامل والرقم والمكان وسنة الولادة.
    .two = «اسم مشابه: تحقّق من الرقم» يعني أن في الجناح شخصًا آخر بالاسم نفسه.
help-write = الكتابة
    .one = اكتب وقائع رأيتها أو سمعتها. لا تفاصيل صحية ولا مصادر: أخبر بها الصحة أو الأمن أو مسؤول الشكاوى.
    .two = تُحفظ المسودة مع كل حرف. يمكنك قفل الجهاز في منتصف كلمة.
help-correct = التصحيحات
    .one = بعد كل حفظ يبقى «تراجع» 10 ثوانٍ. وفيما بعد افتح القيد لتصحيحه أو نقله إلى الشخص الصحيح أو سحبه.
    .two = التصحيح لا يمحو ما كُتب أبدًا. من يحق له قراءة السجل يرى الاثنين.
help-review = المراجعة
    .one = اقبل القيد أو أعده مع السبب أو ارفعه إلى الأعلى. ما يُعاد يظهر عند صاحبه.
    .two = تُراجع الجولة كاملة، والاستثناءات واحدًا واحدًا. لا يراجع أحد قيوده.
help-wings = الأجنحة
    .one = كل جناح كما هو الآن: من في القائمة، ومن خرج ولماذا، وآخر تعداد وآخر جولة.
help-records = القيود
    .one = صفِّ حسب الوقت والجناح والنوع والكاتب. يعرض القيد تاريخه وتصحيحاته وإثباته.
help-charts = الرسوم
    .one = تعرض الرسوم ما لم يُنجز: جولات فائتة وأشخاص لم يكلّمهم أحد. لا ترتّب أحدًا، ولا تظهر المجموعات دون العشرة.
help-prison = السجن
    .one = يضيف مديرو النظام هنا الأجنحة والزنزانات والغرف الجماعية وخطط الجولات، ويكتب المشرفون أيضًا خطط الجولات. كتابة «{ "\u20661-20\u2069" }» تُنشئ عشرين زنزانة دفعة واحدة.
    .two = الجهاز الذي بلا خادم يبدأ من هنا: جناح أولاً، ثم أشخاصه (في صفحة «الأشخاص»)، ثم خطة جولة.
help-sync = الإرسال والاستلام
    .one = «حُفظ على هذا الجهاز» يعني أنه لا يضيع بانقطاع الكهرباء. «استلمه الخادم» يعني أنه وصل كما هو.
    .two = غياب الاتصال لا يدعو إلى القلق. وحده «لم يُقبل» يحتاج إليك: القيد يبيّن السبب وما ينبغي فعله.
help-sign-in = تسجيل الدخول
    .one = ادخل بالرقم الوظيفي وعبارة السر. من دخل مرة على جهاز لا يحتاج فيه إلى شبكة.
    .two = بالرقم السري تعود ما دام Wingbook مفتوحًا. وبالبطاقة ورقمها السري، أو بمفتاح المرور، تدخل أيضًا بعد إغلاقه أو إعادة تشغيل الجهاز. كلها تُصنع تحت «المزيد»، «الدخول والقفل».
    .three = تعمل البطاقة ومفتاح المرور على الجهاز الذي صُنعا عليه. ألغِ البطاقة الضائعة هناك؛ فالبطاقة مع رقمها السري في يد غيرك هي أنت.
help-lock = القفل
    .one = القفل أعلى كل صفحة ينهي الجلسة فورًا. لا يُقرأ شيء على جهاز مقفل.
    .two = تُحفظ المسودات وتُفتح من جديد عند دخولك.
help-radio = الطوارئ
    .one = Wingbook ليس جهاز إنذار. عند الخطر استعمل اللاسلكي أو زر الإنذار.
help-trust = لماذا يمكن الوثوق بالقيود
    .one = كل قيد يوقّعه كاتبه ويرتبط بما قبله. أي تغيير لاحق يظهر.
    .two = الأوقات من ساعة الجهاز، وتُقارن بساعة الخادم عند كل اتصال.
notices-title = الرخص
notices-what = ‏Wingbook برنامج حر برخصة MIT أو Apache 2.0. وهو مبني على عمل كثيرين غيرنا.
notices-read = قراءة الإشعارات
notices-missing = الإشعارات ليست جزءًا من هذا البناء.

## Page: records

records-count = { $n ->
    [zero] لا قيود
    [one] قيد واحد
    [two] قيدان
    [few] { $n } قيود
    [many] { $n } قيدًا
   *[other] { $n } قيد
}
records-search = نص أو اسم أو رقم
records-filters = التصفية
records-filter-remove = إزالة التصفية: { $what }
records-clear = مسح التصفية
records-show = { $n ->
    [zero] لا قيود للعرض
    [one] عرض قيد واحد
    [two] عرض قيدين
    [few] عرض { $n } قيود
    [many] عرض { $n } قيدًا
   *[other] عرض { $n } قيد
}
records-show-more = عرض المزيد (بقي { $n })
records-none = لا قيود
records-none-todo = لا شيء على هذا الجهاز يوافق التصفية. اختر مدة أطول أو امسحها.
records-choose = لم يُختر شيء
records-choose-todo = اختر سطرًا من القائمة لتقرأه هنا.
records-open = فتح القيد
records-mine = لك
records-time = المدة
records-today = اليوم
records-24h = 24 ساعة
records-days = { $n ->
    [zero] { $n } يوم
    [one] يوم واحد
    [two] يومان
    [few] { $n } أيام
    [many] { $n } يومًا
   *[other] { $n } يوم
}
records-own-range = من يوم إلى يوم
records-range = من { $from } إلى { $to }
records-from = من
records-to = إلى
records-wing = الجناح
records-all-wings = كل الأجنحة
records-kind = النوع
records-all-kinds = كل الأنواع
records-author = الكاتب
records-all-authors = كل الكتّاب
records-author-find = البحث عن كاتب
records-one-person = عن شخص واحد
records-review = المراجعة
records-review-any = الكل
records-review-none = لم يُراجع
records-review-answered = أُجيب عنه
records-review-accepted = قُبل
records-review-sent-back = أُعيد
records-review-escalated = رُفع إلى أعلى
records-about-time = نحو { $time }
records-withdrawn = سُحب
records-moved = نُقل إلى الشخص الصحيح
records-corrected = صُحّح
records-late = كُتب لاحقًا
records-paper = من الورق
records-not-certified = الكاتب غير مصدّق بعد
records-kind-round = جولة
records-count-result = { $counted } من { $expected }
records-stops = { $done } من { $all } محطات
records-kind-check = تفقّد الزنزانة
records-kind-round-event = سير الجولة
records-kind-count = التعداد
records-kind-notice = تنبيه
records-kind-move = نقل
records-kind-review = مراجعة
records-kind-reply = رد
records-kind-follow-up-done = تمت المتابعة

## Page: to review

review-count = { $n ->
    [zero] لا شيء ينتظر قرارًا
    [one] واحد ينتظر قرارًا
    [two] اثنان ينتظران قرارًا
    [few] { $n } تنتظر قرارًا
    [many] { $n } تنتظر قرارًا
   *[other] { $n } تنتظر قرارًا
}
review-none = لا شيء ينتظر
review-none-why = كل ما وصل إلى هذا الجهاز تمت مراجعته. وما يصل يظهر هنا.
review-urgent = عاجل
review-rounds = الجولات
review-records = القيود
review-why-missing = شخص مفقود
review-why-count-differs = التعداد مختلف
review-why-could-not = تعذّر التفقّد
review-why-late = متأخر
review-why-answered = أُجيب عنه
review-n-of-n = { $done } من { $all }
review-stops = تُفقّدت { $done } من { $all } محطة
review-due = موعدها { $due }، { $walked }
review-from-to = من { $from } إلى { $to }
review-not-ended = منذ { $from } ولم تنتهِ
review-unchecked = لم تُتفقّد: { $names }
review-exceptions = { $n ->
    [zero] لا استثناءات
    [one] استثناء واحد
    [two] استثناءان
    [few] { $n } استثناءات
    [many] { $n } استثناءً
   *[other] { $n } استثناء
}
review-exceptions-title = الاستثناءات
review-no-exceptions = لا استثناءات
review-other-stops = المحطات الأخرى
review-running = لم تنتهِ
review-open-count = فتح التعداد
review-not-checked = لم يُتفقّد
review-count-figures = المتوقع { $expected }، المعدود { $counted }
review-counted = المعدود: { $n }
review-counted-of = العدد: { $n } · المتوقع { $expected }
review-seen = شوهد دون ملاحظة: { $n }
review-could-not-covered = تعذّر التفقّد: نائم ومغطّى
review-could-not-door = تعذّر التفقّد: الباب مسدود
review-could-not-incident = تعذّر التفقّد: حادث
review-could-not-key = تعذّر التفقّد: لا مفتاح
review-accept = قبول
review-accept-of = قبول: { $name }
review-send-back = إعادة
review-send-back-hint = يقرأ الكاتب هذا في صفحته الأولى ويمكنه التصحيح أو الرد.
review-escalate = رفع إلى أعلى
review-escalate-hint = يجد مراجع آخر هذا في أول قائمته ويقرر.
review-reason = السبب
review-reason-missing = اكتب السبب
review-again = اتخاذ قرار جديد
review-done-accepted = قُبل: { $what }
review-done-sent-back = أُعيد: { $what }
review-done-escalated = رُفع: { $what }
review-own = هذا قيدك. يراجعه مراجع آخر.

## Page: wings

wings-detail = حالها الآن، ولا يُغيَّر شيء من هنا
wings-none = لا أجنحة
wings-none-todo = تصل مع أول اتصال بخادم السجن.
wings-roll = في القائمة
wings-on-roll = في القائمة
wings-of-places = { $n ->
    [zero] في القائمة، لا أماكن
    [one] في القائمة، مكان واحد
    [two] في القائمة، مكانان
    [few] في القائمة، { $n } أماكن
    [many] في القائمة، { $n } مكانًا
   *[other] في القائمة، { $n } مكان
}
wings-out = في الخارج
wings-nobody-out = لا أحد
wings-out-part = { $reason }: { $n }
wings-last-count = آخر تعداد
wings-no-count = لا تعداد منذ يومين
wings-count-agrees = { $n }، مطابق، { $time }
wings-count-differs = { $counted } من { $expected }، مختلف، { $time }
wings-last-round = آخر جولة
wings-next-round = الجولة القادمة
wings-round-done = تمت
wings-round-done-late = تمت متأخرة
wings-round-done-open = { $n ->
    [zero] انتهت
    [one] انتهت ومحطة واحدة لم تُتفقّد
    [two] انتهت ومحطتان لم تُتفقّدا
    [few] انتهت و{ $n } محطات لم تُتفقّد
    [many] انتهت و{ $n } محطة لم تُتفقّد
   *[other] انتهت و{ $n } محطة لم تُتفقّد
}
wings-round-running = جارية
wings-round-paused = متوقفة
wings-round-due = حان موعدها
wings-round-overdue = تأخرت
wings-round-missed = فاتت
wings-round-upcoming = مقررة
wings-notices = التنبيهات
wings-people = أشخاص هذا الجناح
wings-rounds = جولات هذه النوبة
wings-no-rounds = لا جولة مقررة ولا جارية
wings-counts = التعدادات
wings-records = أحدث القيود
wings-all = كل قيود 90 يومًا ({ $n })

## Page: charts

charts-detail = ما لم يُنجز. كل شريط وكل اسم يفتح ما وراءه.
charts-rounds = الجولات المنجزة من المقررة
charts-in-time = في موعدها
charts-late = متأخرة
charts-missed = فائتة
charts-not-whole = لم تكتمل
charts-planned = مقررة
charts-day = اليوم
charts-round-figures = { $planned } مقررة، { $in_time } في موعدها، { $late } متأخرة، { $not_whole } لم تكتمل، { $missed } فائتة
charts-as-table = عرض كجدول
charts-as-bars = عرض كأشرطة
charts-no-rounds = لم تُقرَّر جولات
charts-no-rounds-why = يضع المشرفون خطط الجولات وتصل من خادم السجن.
charts-contacts = من لم يُتحدَّث إليه
charts-contacts-how = الأيام منذ آخر حديث معهم. لا تُعرض المجموعات الأقل من عشرة.
charts-since = آخر حديث
charts-people = الأشخاص
charts-too-few = أقل من أن يُعرض
charts-days-up-to = { $n ->
    [zero] خلال { $n } يوم
    [one] خلال يوم واحد
    [two] خلال يومين
    [few] خلال { $n } أيام
    [many] خلال { $n } يومًا
   *[other] خلال { $n } يوم
}
charts-days-between = قبل { $from } إلى { $to } من الأيام
charts-days-more = { $n ->
    [zero] قبل أكثر من { $n } يوم أو أبدًا
    [one] قبل أكثر من يوم أو أبدًا
    [two] قبل أكثر من يومين أو أبدًا
    [few] قبل أكثر من { $n } أيام أو أبدًا
    [many] قبل أكثر من { $n } يومًا أو أبدًا
   *[other] قبل أكثر من { $n } يوم أو أبدًا
}
charts-names-long = { $n ->
    [zero] أكثر من أسبوعين: لا أحد
    [one] أكثر من أسبوعين: شخص واحد
    [two] أكثر من أسبوعين: شخصان
    [few] أكثر من أسبوعين: { $n } أشخاص
    [many] أكثر من أسبوعين: { $n } شخصًا
   *[other] أكثر من أسبوعين: { $n } شخص
}
charts-names = { $n ->
    [zero] من أسبوع إلى أسبوعين: لا أحد
    [one] من أسبوع إلى أسبوعين: شخص واحد
    [two] من أسبوع إلى أسبوعين: شخصان
    [few] من أسبوع إلى أسبوعين: { $n } أشخاص
    [many] من أسبوع إلى أسبوعين: { $n } شخصًا
   *[other] من أسبوع إلى أسبوعين: { $n } شخص
}

## Page: prison

prison-title = السجن
prison-detail = الأجنحة والزنزانات وخطط الجولات
prison-none = لا أجنحة بعد
prison-none-todo = ابدأ بجناح مع زنزاناته، ثم الأشخاص وخطط الجولات.
prison-add-wing = إضافة جناح
prison-change = تعديل
prison-rooms = { $n ->
    [zero] لا زنزانات ولا غرف جماعية
    [one] زنزانة أو غرفة جماعية واحدة
    [two] زنزانتان أو غرفتان جماعيتان
    [few] { $n } زنزانات وغرف جماعية
    [many] { $n } زنزانة وغرفة جماعية
   *[other] { $n } زنزانة وغرفة جماعية
}
prison-rooms-title = الزنزانات والغرف الجماعية
prison-add-rooms = إضافة زنزانات أو غرف جماعية
prison-wing-name = اسم الجناح
prison-room-name = اسم الزنزانة أو الغرفة الجماعية
prison-name-missing = اكتب الاسم
prison-name-taken = هذا الاسم موجود من قبل
prison-kind = زنزانات أم غرف جماعية؟
prison-cells = زنزانات
prison-cells-hint = يُنادى كل شخص باسمه
prison-wards = غرف جماعية
prison-wards-hint = لأشخاص كثيرين: يُعدّون عدًّا
prison-room-names = أيّها؟
prison-room-names-hint = من رقم إلى رقم، أو أسماء بينها فواصل: { "\u20661-20\u2069" }، { "\u2066A1-A12\u2069" }، غرفة المرضى
prison-rooms-preview = { $n ->
    [zero] لا شيء، من { $first } إلى { $last }
    [one] واحدة: { $first }
    [two] اثنتان: { $first } و{ $last }
    [few] { $n } في المجموع، من { $first } إلى { $last }
    [many] { $n } في المجموع، من { $first } إلى { $last }
   *[other] { $n } في المجموع، من { $first } إلى { $last }
}
prison-rooms-missing = اكتب الزنزانات أو الغرف الجماعية
prison-rooms-many = لا أكثر من 200 في المرة الواحدة
prison-rooms-long = أحد الأسماء أطول من اللازم
prison-rooms-twice = أحد الأسماء مكتوب مرتين
prison-rooms-taken = في الجناح واحدة بهذا الاسم من قبل
prison-capacity-each = لكم شخصًا كل واحدة منها؟ (يمكن تركه فارغًا)
prison-capacity = لكم شخصًا؟ (يمكن تركه فارغًا)
prison-capacity-n = { $n ->
    [zero] لا أماكن
    [one] مكان واحد
    [two] مكانان
    [few] { $n } أماكن
    [many] { $n } مكانًا
   *[other] { $n } مكان
}
prison-out-of-use = خارج الاستعمال
prison-out-of-use-hint = لا تتوقف الجولات عند ما هو خارج الاستعمال.
prison-plans = خطط الجولات
prison-plans-none = لا خطط جولات بعد
prison-plans-none-todo = تحدّد خطة الجولة متى يُمَرّ بالجناح، فتظهر الجولة القادمة في صفحة «اليوم».
prison-plan-add = إضافة خطة جولة
prison-plan-name = اسم الجولة
prison-plan-stops = محطاتها كل زنزانات الجناح وغرفه الجماعية، بترتيب السير.
prison-times = متى تبدأ؟
prison-times-hint = أوقات بينها فواصل: 06:00، 14:30، 22:00
prison-times-missing = اكتب متى تبدأ
prison-times-unread = اكتب أوقاتًا مثل 21:40 بينها فواصل
prison-times-many = لا أكثر من 96 وقتًا في اليوم
prison-window = بكم دقيقة يجوز أن تتأخر بدايتها؟
prison-window-n = { $n ->
    [zero] تبدأ دون تأخر
    [one] يجوز أن تتأخر دقيقة واحدة
    [two] يجوز أن تتأخر دقيقتين
    [few] يجوز أن تتأخر { $n } دقائق
    [many] يجوز أن تتأخر { $n } دقيقة
   *[other] يجوز أن تتأخر { $n } دقيقة
}
round-none-plans = تحدّد خطط الجولات متى تبدأ الجولة القادمة.
people-nobody = لا يقيم أحد هنا بعد
people-nobody-why = أضف الأشخاص مع زنزاناتهم أو غرفهم الجماعية، فتعرضهم الجولات محطة بعد محطة.
person-add = إضافة شخص
person-change = تعديل البيانات
person-name = الاسم الكامل
person-name-missing = اكتب الاسم الكامل
person-number = رقم السجين
person-number-taken = هذا الرقم لشخص آخر. تحقّق من الاثنين.
person-born-when = تاريخ الميلاد
person-born-hint = بقدر ما يُعرف: { "\u20661988\u2069" } أو { "\u20661988-05\u2069" } أو { "\u20661988-05-02\u2069" }
person-born-unread = اكتب السنة أولاً، مثل { "\u20661988\u2069" } أو { "\u20661988-05-02\u2069" }، لا يومًا لم يأتِ بعد
person-sex = الجنس
person-sex-female = أنثى
person-sex-male = ذكر
person-place = الزنزانة أو الغرفة الجماعية
person-place-none = لا شيء بعد
person-place-moves = تُسجَّل الزنزانة الجديدة نقلاً يحدث الآن.
person-left = لم يعد في هذا السجن
person-left-hint = تبقى القيود. ولا يظهر هذا الشخص بعد ذلك في القوائم والجولات.
save-and-another = حفظ وإضافة شخص آخر

## Page: print

print-now = طباعة
print-of = { $what }: { $wing }
print-printed = طُبع { $time }، { $tablet }، { $name }
print-people = { $n ->
    [zero] لا أحد
    [one] شخص واحد
    [two] شخصان
    [few] { $n } أشخاص
    [many] { $n } شخصًا
   *[other] { $n } شخص
}
print-no-cell = بلا زنزانة
print-name = الاسم
print-number = الرقم
print-born = المولد
print-notices = التنبيهات
print-enter-afterwards = بعد ذلك أدخل هذه الورقة في جهاز: الجولة، الإدخال من الورق. ثم احفظها تحت القفل.
print-round-started = بدأت { $time }؛ تُفقّدت { $done } من { $all } عند الطباعة
print-officer = الضابط
print-date = التاريخ
print-began = البدء
print-ended = الانتهاء
print-stop = المحطة والأشخاص
print-time = الوقت
print-seen = شوهد
print-not-here = غائب
print-why = السبب
print-initials = التوقيع
print-counted-blank = المعدود: ______

## Page: wrong person

wrong-title = شخص غير المقصود
wrong-stays = ما كُتب يبقى كما هو. ومن الآن يظهر عند الشخص المقصود.
wrong-who = من الذي ذُكر بالخطأ؟
wrong-who-missing = اختر من ذُكر بالخطأ
wrong-meant = من المقصود؟
wrong-meant-missing = اختر الشخص المقصود
wrong-meant-same = هذا هو الشخص نفسه
wrong-why = كيف حدث ذلك؟
wrong-save = انقله إلى الشخص المقصود

## Page: a round from paper

paper-title = إدخال جولة من الورق
paper-detail = تأخذ كل محطة الوقت المكتوب في الورقة، ويذكر القيد أنه منسوخ.
paper-what = الجولة التي جرت بورقة تُنسخ هنا بعد ذلك.
paper-enter = إدخال من الورق
paper-which = أي جولة كانت؟
paper-which-missing = اختر الجولة
paper-day = اليوم المكتوب في الورقة
paper-began = البداية كما في الورقة
paper-start = إدخال محطاتها
paper-time = الوقت المكتوب في الورقة
paper-time-unread = اكتب وقتًا مثل 21:40
paper-live = المتابعة دون ورق
paper-count = التعداد من ورقته

## Sound

settings-sound = صوت عند كل تفقد (بعد الاهتزاز)
sound-day = نهارًا فقط
sound-never = أبدًا
sound-always = ليلًا أيضًا

## Page: rounds, counts, people, writing, records

round-all-stops = كل المحطات
round-arrived = وصلوا منذ البداية
round-battery = البطارية { $percent } %: سلّم الجولة أو اطبع
round-change = تغيير
round-check-again = تفقّد مرة أخرى
round-colleague = الزميل
round-colleagues-more = { $n ->
    [zero] لا أحد غيرهم
    [one] يوجد واحد آخر: اكتب اسمه
    [two] يوجد اثنان آخران: اكتب الاسم
    [few] يوجد { $n } آخرون: اكتب الاسم
    [many] يوجد { $n } آخرون: اكتب الاسم
   *[other] يوجد { $n } آخرون: اكتب الاسم
}
round-could-not = تعذّر التفقّد
round-could-not-n = { $n ->
    [one] تعذّر تفقّد محطة واحدة
    [two] تعذّر تفقّد محطتين
    [few] تعذّر تفقّد { $n } محطات
   *[other] تعذّر تفقّد { $n } محطة
}
round-could-not-hint = النقر على السبب يحفظه.
round-could-not-asleep = نائم ومغطّى
round-could-not-door = الباب أو الفتحة مسدودة
round-could-not-incident = حادث
round-could-not-key = لا يوجد مفتاح
round-could-not-other = سبب آخر
round-confirm = تأكيد
round-seen-concern = شوهد، مع ما يثير القلق
round-start-other = ابدأ جولة أخرى
round-unfinished = لديك جولة لم تنته
round-count-record = التعداد
round-counted = المعدودون: { $n }
round-dont-know = لا أعرف
round-dont-know-hint = يصل تنبيه عاجل إلى الجميع
round-end = إنهاء الجولة
round-end-only = إنهاء بلا تعداد
round-end-open = { $n ->
    [zero] هل تنهي الجولة؟
    [one] محطة واحدة لم تُتفقّد. هل تنهي الجولة رغم ذلك؟
    [two] محطتان لم تُتفقّدا. هل تنهي الجولة رغم ذلك؟
    [few] { $n } محطات لم تُتفقّد. هل تنهي الجولة رغم ذلك؟
    [many] { $n } محطة لم تُتفقّد. هل تنهي الجولة رغم ذلك؟
   *[other] { $n } محطة لم تُتفقّد. هل تنهي الجولة رغم ذلك؟
}
round-end-why = لماذا تنتهي قبل ذلك؟
round-end-why-missing = اكتب السبب
round-end-back = تابع الجولة
round-ended-why = انتهت قبل تفقّد كل المحطات
round-ended = انتهت الجولة
round-ending = قبل إنهاء الجولة
round-event-paused = توقفت: إنذار
round-event-resumed = استؤنفت
round-event-handed-over = سُلّمت
round-event-taken-over = استُلمت
round-event-ended = انتهت
round-find = ابحث عن شخص في هذه المحطة
round-go-there = اذهب إلى هناك
round-hand-over = تسليم
round-hand-over-to = التسليم إلى
round-handed-over = سُلّمت
round-leave = مغادرة الجولة
round-to-clear-up = بحاجة إلى توضيح
round-nobody-knows = لا أحد يعرف أين هو
round-left = لم يُتفقّد
round-more = المزيد
round-moved-out = انتقل منذ البداية
round-moved-to = نُقل إلى { $place }
round-next = المحطة التالية
round-next-named = التالي: { $name }
round-no-colleague = لا زميل بهذا الاسم
round-nobody-here = تُفقّدت: لا أحد هنا
round-not-checked = لم يُتفقّد
round-missing-n = لا يعرف أحد أين: { $n }
round-not-checked-n = لم يُتفقّدوا: { $n }
round-not-here = غير موجود
round-not-here-n = غير موجودين: { $n }
round-nothing-left = تُفقّدت كل المحطات
round-open-person = افتح صفحة هذا الشخص
round-partly = تُفقّدت جزئيًا
round-pause = إيقاف: إنذار
round-paused-at = متوقفة منذ { $time }
round-paused-by = أوقفها { $name }
round-people = الأشخاص: { $n }
round-people-checked = تُفقّد { $done } من { $all } شخصًا
round-person-state = ماذا رأيت؟
round-previous = المحطة السابقة
round-print = اطبع ورقة الجولة
round-progress = { $done } من { $all }
round-remark-missing = اكتب السبب الآخر هنا أولًا
round-remark = ملاحظة
round-resume = متابعة
round-run-by = { $name } يقوم بهذه الجولة
round-saving = جارٍ الحفظ…
round-seen = شوهد
round-seen-n = شوهدوا: { $n }
round-seen-no-concern = شوهد، لا ملاحظة
round-show-all = أظهر الكل
round-show-open = أظهر غير المتفقّدة
round-stop-checked = تُفقّدت { $time }
round-stop-could-not = تعذّر التفقّد { $time }
round-stop-empty = لا أحد يقيم هنا
round-stop-open = لم تُتفقّد بعد
round-stops-checked = تُفقّدت { $done } من { $all } محطة
round-take-over = استلام
round-title = جولة
round-to-count = إلى التعداد
round-to-today = إلى اليوم
round-unsaved = لم تُحفظ بعد: { $n }
round-write-more = اكتب المزيد
round-shift = لهذه النوبة، عبر منتصف الليل
round-none = لا جولة مستحقة
round-none-why = يضع المشرفون خطط الجولات وتصل مع خادم السجن.
round-unplanned = ابدأ جولة خارج الخطة
round-over = انتهت
round-go-on = متابعة
round-look = عرض
round-start = ابدأ الجولة
sheet-number = الرقم
sheet-person = الشخص
sheet-place = المكان
sheet-seen = شوهد
sheet-sign = التوقيع
sheet-why = إن لم يُشاهد، لماذا
count-title = التعداد
count-sum = في السجل { $roll } − غائبون { $absent } = متوقعون { $expected }
count-counted = المعدودون
count-again = أعد العدّ
count-by-name = النداء بالأسماء
count-missing-number = اكتب كم عُدّ
count-unseen = في السجل ولم يُرَوا في الجولة
count-absent = الغائبون وسبب غيابهم
count-earlier = ما عُدّ حتى الآن
count-figures = عُدّ { $counted } والمتوقع { $expected }
count-agrees = متطابق
count-differed = مختلف
count-too-few = { $n ->
    [one] ينقص واحد
    [two] ينقص اثنان
   *[other] ينقص { $n }
}
count-too-many = { $n ->
    [one] يزيد واحد
    [two] يزيد اثنان
   *[other] يزيد { $n }
}
count-then-recount = وقّع ما عُدّ، ثم أعد العدّ.
count-then-named = وقّع ما عُدّ، ثم نادِ بالأسماء.
count-then-control = أبلغ غرفة المراقبة باللاسلكي الآن.
count-missing = من المفقود؟
count-control = غرفة المراقبة
count-control-told = أُبلغت غرفة المراقبة باللاسلكي
count-note = ملاحظة
count-sign = وقّع التعداد
today-sent-back = أُعيدت إليك
today-follow-ups = وعدت بالمتابعة
today-notices = تنبيهات
today-rounds = جولات أخرى لهذه النوبة
today-offered = سُلّمت إليك
today-receiving = السجلات ما زالت تصل: قد ينقص هنا ما فعله الزملاء.
empty-receiving = السجلات لا تزال تصل
empty-receiving-todo = لم يصل شيء من هذا إلى هذا الجهاز اللوحي بعد. ابق قرب الشبكة؛ ما يصل يظهر هنا.
today-receiving-n = وصل { $done } من { $total }
today-waiting = بانتظار الإرسال: { $n }
today-overdue = متأخر
today-done = تم
people-total = الأشخاص: { $n }
people-search = الاسم أو الرقم أو الزنزانة
people-none = لم يُعثر على أحد
people-none-todo = جرّب جزءًا من الاسم أو الرقم أو الزنزانة.
people-by-cell = حسب الزنزانة
people-by-name = حسب الاسم
person-write-contact = اكتب تواصلاً
person-last-contact = { $n ->
    [0] تحدّث معه أحد خلال اليوم الأخير
    [one] آخر حديث قبل يوم واحد
    [two] آخر حديث قبل يومين
    [few] آخر حديث قبل { $n } أيام
    [many] آخر حديث قبل { $n } يومًا
   *[other] آخر حديث قبل { $n } يوم
}
person-no-contact = لا يوجد هنا سجل لحديث معه
person-also = يُدعى أيضًا { $names }
person-follow-ups = وُعد به ولم يُنجز بعد
person-more = كتابة شيء آخر، أو خروج
person-write-observation = اكتب ملاحظة
person-write-incident = اكتب حادثًا
person-write-security = بلاغ إلى الأمن
person-write-protection = شكوى أو سوء معاملة
person-write-notice = اكتب تنبيهًا
person-timeline = القيود
person-nothing = لا قيود بعد
person-nothing-todo = ما يُكتب عن هذا الشخص يظهر هنا.
person-back = عاد
person-out = يخرج من الجناح
person-out-court = إلى المحكمة
person-out-hospital = إلى المستشفى
person-out-work = إلى العمل
person-out-visit = إلى زيارة
record-history = ما جرى له
record-proof = الإثبات
record-verified = التوقيع صحيح والمؤسسة تصدّق على صاحبه.
record-not-verified = لم تصدّق عليه المؤسسة بعد.
record-answer = جوابك
record-answer-missing = اكتب ردك
record-answer-do = إرسال الرد
record-correct = تصحيح
record-withdraw = سحب
record-withdraw-why = لماذا يُسحب؟
record-withdraw-missing = اذكر سبب السحب
record-withdraw-do = سحب
record-was-corrected = صُحّح
record-moved-from = ليس عن
record-moved-to = عن
record-was-moved = كان شخصًا آخر
record-was-withdrawn = سُحب
record-was-accepted = قُبل
record-was-sent-back = أُعيد
record-was-escalated = رُفع
record-was-followed-up = تمت المتابعة
record-was-answered = أُجيب
record-undone = ألغاه كاتبه فورًا
form-acknowledge = قرأت هذا
form-change = تغيير
form-clear = مسح
form-error-choice = اختر من هذه الإجابات
form-error-constraint = هذه الإجابة غير مناسبة
form-error-large = طويل جدًا
form-error-range = بين { $least } و{ $most }
form-error-required = الإجابة مطلوبة
form-error-type = ليست من هذا النوع
form-filter = صفِّ الإجابات
form-hour-back = قبل ساعة
form-hour-on = بعد ساعة
form-hours-ago = قبل ساعات: { $n }
form-me = أنا
form-minutes-ago = قبل دقائق: { $n }
form-minutes-back = أبكر بـ { $n } دقيقة
form-minutes-on = أبعد بـ { $n } دقيقة
form-now = الآن
form-part-add = أضف: { $name }
form-part-remove = أزل: { $name }
form-problem = { $question }: { $problem }
form-progress = أُجيب عن { $done } من { $all }
form-remove = أزل { $name }
form-search-none = لا نتائج
form-search-person = الاسم أو الرقم أو الزنزانة
form-search-place = اسم المكان
form-search-staff = اسم الزميل
form-time-none = لا وقت بعد
write-about = عمّن؟
write-about-missing = اختر عمّن
write-about-more = أضف شخصًا
write-about-search = الاسم أو الرقم أو الزنزانة
write-again = اكتب من جديد
write-care = وقائع رأيتها أو سمعتها
write-care-complaint = شكوى أو سوء معاملة: أخبر مسؤول الشكاوى.
write-care-else = ما لا مكان له هنا
write-care-health = الصحة: أخبر الطاقم الصحي.
write-care-security = الأمن والمصادر: أخبر قسم الأمن.
write-sealed = الإبلاغ بسرية
write-form-security-report = مختوم: لا يفتحه إلا محللو الأمن.
write-form-protection-report = مختوم: لا يفتحه إلا المعيّنون للشكاوى، ولا يصل إلى الجناح أبداً.
submission-title = هذا البلاغ مختوم
submission-how = بعد ختمه لا يمكنك فتحه ولا تصحيحه. اسمك مكتوب داخله لمن يقرؤه فقط.
submission-readers = لا يستطيع فتحه إلا: { $names }، ومن يخلفهم، ومفتاح الاسترداد.
submission-recovery-only = لم يُعيَّن أحد لقراءته بعد. يفتحه مفتاح استرداد المؤسسة.
submission-nobody = لم يُعيَّن أحد لقراءته بعد ولا يوجد مفتاح استرداد، فلا يمكن ختمه. ما تكتبه يبقى مسودة.
submission-seal = اختم وأرسل
submission-sealing = يجري ختم البلاغ
submissions-title = البلاغات المختومة
submissions-detail = بلاغات الأمن والشكاوى وسوء المعاملة
submissions-none = لم يصل أي بلاغ
submissions-none-detail = ما يُختم لك يصل إلى هنا عندما يتصل الجهاز.
submissions-by = كتبه
submissions-unproved = التوقيع غير مصدّق
submissions-locked = { $n ->
    [zero] لا بلاغات مغلقة
    [one] بلاغ واحد لا يمكن فتحه بعد
    [two] بلاغان لا يمكن فتحهما بعد
    [few] { $n } بلاغات لا يمكن فتحها بعد
    [many] { $n } بلاغاً لا يمكن فتحها بعد
   *[other] { $n } بلاغ لا يمكن فتحها بعد
}
submissions-locked-detail = خُتمت قبل أن تتمكن من قراءتها على هذا الجهاز. تُفتح بعد أن يتصل زميل يقرؤها، أو بمفتاح الاسترداد.
submissions-with-key = الفتح بمفتاح الاسترداد
write-certainty-about = تقريبًا
write-certainty-date = اليوم فقط معروف
write-certainty-exact = في ذلك الوقت
write-certainty-unknown = غير معروف
write-correct-detail = يبقى القيد ويقف التصحيح بجانبه.
write-discard = تجاهل
write-discarded = حُذفت المسوّدة
write-draft-correction = { $form }: تصحيح
write-drafts = مسوّدات
write-earlier = في وقت سابق
write-facts = وقائع رأيتها أو سمعتها؛ لا تفاصيل صحية ولا مصادر
write-form-contact = ما قيل في حديث
write-form-count = تعداد على الورق
write-form-incident = ما حدث
write-form-notice = للجميع
write-form-observation = ما شوهد
write-from-paper = من الورق
write-not-you = دورك لا يكتب قيودًا هنا
write-not-you-todo = يكتب الحراس والمشرفون والطاقم الصحي. إن كان هذا خطأ فاسأل مشرفك.
write-notice = تنبيه
write-notice-care = معلومة عملية، لا تشخيص أبدًا
write-notice-example = مثلاً: يُفصل حتى 24 نوفمبر، اسأل الصحة
write-notice-missing = اكتب التنبيه
write-notice-text = ما يجب أن يعرفه الجميع
write-notice-until = حتى
write-notice-until-hint = بلا تاريخ يُراجع غدًا
write-notice-urgent = عاجل
write-outdated = تغيّر هذا القيد بعد أن بدأت تصحيحه، { $time }
write-outdated-todo = يظهر أدناه القيد كما هو الآن. ما كتبته محفوظ هنا ولا يُنقل إلى التصحيح.
write-left-since = سُحب هذا القيد بعد أن بدأت تصحيحه، { $time }
write-left-todo = ما كتبته محفوظ هنا إلى أن تتخلص منه، ولم يُقيَّد منه شيء.
write-outdated-words = ما كتبته
write-reason = لماذا يُصحّح؟
write-reason-hint = يظهر بجانب التصحيح
write-reason-missing = اذكر السبب
write-left = تصحيح قيد مسحوب
write-left-detail = سُحب القيد بعد أن بدأت. لم يُحفظ فيه شيء من هذا.
write-resumed = تتابع من حيث توقفت، { $time }
write-undone = أُلغي؛ الإجابات مسوّدة من جديد
write-what = ماذا تكتب؟
write-when = متى كان؟
write-when-future = هذا لم يأتِ بعد
write-when-missing = اذكر متى
notice-missing = لم يُشاهد ولا أحد يعرف أين هو
notice-open = افتح التنبيه
notice-overdue = المراجعة متأخرة
notice-until = حتى { $time }
notice-review = يُراجع { $time }
notice-urgent = عاجل

## Vaccination

form-search-product = اسم اللقاح أو الشركة المنتجة
write-form-dose = جرعة أُعطيت أو رُفضت أو أُجّلت
person-write-dose = سجّل جرعة
vaccination = التطعيم
vaccination-none = لم تُسجَّل أي جرعة
vaccination-as-of = قيود الأجهزة الأخرى حتى { $time }
vaccination-as-of-never = ما كُتب على هذا الجهاز فقط: لم يصل شيء من غيره
vaccination-unassigned = جرعة
vaccination-dose = الجرعة { $n }
vaccination-booster = الجرعة { $n }، معززة
vaccination-complete = اكتملت السلسلة بالجرعة { $n }
vaccination-incomplete = السلسلة غير مكتملة
vaccination-unclear = لا يُعرف هل اكتملت السلسلة: أحد اللقاحات غير معروف
vaccination-due-any = { $dose }: يمكن إعطاؤها
vaccination-due-unknown = { $dose }: لا يُعرف موعدها
vaccination-due-since = { $dose }: حان موعدها منذ { $date }
vaccination-due-from = { $dose }: موعدها ابتداءً من { $date }
vaccination-due-between = { $dose }: موعدها ابتداءً من يوم بين { $first } و{ $last }؛ أحد التواريخ معروف جزئيًا
vaccination-day-unknown = اليوم غير معروف
vaccination-product-unknown = اللقاح غير معروف
vaccination-lot = الدفعة { $lot }
vaccination-also = { $n ->
    [zero] لا قيد آخر يذكرها
    [one] وقيد آخر يذكرها
    [two] وقيدان آخران يذكرانها
    [few] و{ $n } قيود أخرى تذكرها
    [many] و{ $n } قيدًا آخر يذكرها
   *[other] و{ $n } قيد آخر يذكرها
}
vaccination-stands-under = مقيَّدة باسم { $person }
dose-source-here = أُعطيت هنا
dose-source-card = من البطاقة
dose-source-register = من سجل آخر
dose-source-memory = من الذاكرة
dose-refused = رُفضت
dose-not-today = أُجّلت
dose-why-objection = يعترض
dose-why-caregiver = رفض المسؤول عن الطفل
dose-why-immunity = لديه مناعة
dose-why-had-disease = أصيب بالمرض
dose-why-acute = مريض الآن
dose-why-chronic = مرض مزمن
dose-why-allergy = حساسية
dose-why-immunocompromised = ضعف المناعة
dose-why-precaution = احتياط طبي آخر
dose-why-stock = لم يبقَ لقاح
dose-warning-second = جرعة ثانية في اليوم نفسه
dose-warning-early = { $n ->
    [zero] مبكرة: ليس قبل { $date }
    [one] مبكرة بيوم واحد: ليس قبل { $date }
    [two] مبكرة بيومين: ليس قبل { $date }
    [few] مبكرة بـ{ $n } أيام: ليس قبل { $date }
    [many] مبكرة بـ{ $n } يومًا: ليس قبل { $date }
   *[other] مبكرة بـ{ $n } يوم: ليس قبل { $date }
}
dose-warning-maybe-early = { $n ->
    [zero] ربما مبكرة
    [one] ربما مبكرة بيوم واحد على الأكثر
    [two] ربما مبكرة بيومين على الأكثر
    [few] ربما مبكرة بـ{ $n } أيام على الأكثر
    [many] ربما مبكرة بـ{ $n } يومًا على الأكثر
   *[other] ربما مبكرة بـ{ $n } يوم على الأكثر
}
dose-warning-mixed = لقاح غير السابق ({ $before })
dose-warning-unknown = هذا اللقاح ليس في القائمة
dose-warning-expired = { $n ->
    [zero] كانت الدفعة منتهية الصلاحية
    [one] كانت الدفعة منتهية منذ يوم واحد
    [two] كانت الدفعة منتهية منذ يومين
    [few] كانت الدفعة منتهية منذ { $n } أيام
    [many] كانت الدفعة منتهية منذ { $n } يومًا
   *[other] كانت الدفعة منتهية منذ { $n } يوم
}
dose-warning-age = { $n ->
    [zero] دون السن المطلوبة
    [one] دون سنة واحدة من العمر
    [two] دون سنتين من العمر
    [few] دون { $n } سنوات من العمر
    [many] دون { $n } سنة من العمر
   *[other] دون { $n } سنة من العمر
}
dose-warning-booster-only = للجرعات المعززة فقط: لم تكن السلسلة مكتملة
dose-warning-ahead = جرعة بتاريخ لاحق لليوم: تحقّق من تاريخها ومن تاريخ هذا الجهاز اللوحي
dose-warning-beyond = جرعات معززة أكثر من المقرر

## Vaccination sessions
nav-session = جلسة
records-kind-clinic-step = خطوة في جلسة
clinic-title = جلسة تطعيم
clinic-open = افتح الجلسة
clinic-start = ابدأ جلسة
clinic-none = لا توجد جلسة تطعيم بعد
clinic-none-todo = ابدأ جلسة: يُذكر اللقاح والدفعة مرة واحدة، ثم ثلاث لمسات لكل شخص.
clinic-over = المنتهية
clinic-runs = جارية
clinic-offered = سُلّمت إليك
clinic-reconciles = الحساب مطابق
clinic-differs = الحساب غير مطابق
clinic-given = الجرعات المعطاة: { $n }
clinic-place = أين؟
clinic-place-none = غير محدد
clinic-vaccinator = من يعطي الجرعات؟
clinic-vaccinator-me = أنا
clinic-site = في أي موضع من الجسم؟
clinic-observation = كم يُراقَب كل شخص بعدها؟
minutes = { $n } د
site-left-arm = الذراع اليسرى
site-right-arm = الذراع اليمنى
site-left-thigh = الفخذ الأيسر
site-right-thigh = الفخذ الأيمن
clinic-since = منذ { $time }
clinic-given-by = يعطيها { $name }
clinic-run-by = يدير { $name } هذه الجلسة
clinic-run-by-nobody = لا أحد يدير هذه الجلسة
clinic-take-over = استلم
clinic-hand-over = سلّم
clinic-vial = افتح قارورة
clinic-vial-first = اقرأه من القارورة، ثم يُكتب مع كل جرعة.
clinic-no-vial = لا توجد قارورة مفتوحة. افتح واحدة أولاً.
clinic-vial-old = هذه القارورة مفتوحة منذ مدة طويلة: تخلّص منها وافتح غيرها.
clinic-doses-left = الجرعات الباقية: { $n }
clinic-discard = يُتخلّص منها عند { $time }
clinic-expired = منتهي الصلاحية
clinic-search = الاسم أو الرقم، أو امسح بطاقة
clinic-found-more = و{ $n } آخرون: اكتب مزيدًا من الاسم
clinic-walk = حسب ترتيب الزنازين
clinic-walk-none = بالبحث فقط
clinic-walked = تمّت رؤية { $done } من { $all }
clinic-next = الشخص التالي
clinic-back = العودة إلى القائمة
clinic-had-dose = أخذ جرعة
clinic-seen-here = في هذه الجلسة من قبل: { $what }، { $time }
clinic-right-person = هذا هو الشخص الصحيح
clinic-agreed = موافق ولا مانع
clinic-not-today = ليس اليوم
dose-overridden = رغم تنبيه: { $why }
clinic-why-not = لماذا لا؟
clinic-give = أُعطيت
clinic-why = لماذا تُعطى رغم ذلك؟
clinic-why-missing = اكتب السبب. يبقى مع السجل.
clinic-gave = سُجّلت جرعة { $name }
clinic-gave-then = سُجّلت جرعة { $name }. { $next }
clinic-noted = سُجّل ذلك لـ { $name }
clinic-watched = تحت المراقبة بعد الجرعة
clinic-minutes-left = { $n } د، حتى { $time }
clinic-may-go = يمكنه الذهاب
clinic-came = من رُئي في هذه الجلسة: { $n }
clinic-came-more = و{ $n } قبلهم: انظر السجلات
clinic-totals = الجرعات
clinic-lot = اللقاح والدفعة
clinic-drawn = المسحوبة
clinic-given-doses = المعطاة
clinic-wasted = المتلفة
clinic-left = الباقية
clinic-more-than-drawn = أكثر مما سُحب: { $n }
clinic-missing = غير محسوبة: { $n }
clinic-not-opened = لم تُفتح قارورة منها: { $n }
clinic-count = عُدّ الباقي
clinic-count-end = العدّ والإنهاء
clinic-count-hint = عُدّ الجرعات الباقية في القوارير المفتوحة. اترك الدفعة فارغة إن لم يعدّها أحد.
clinic-count-lot = { $lot } (المفروض { $n })
clinic-count-save = سجّل العدد
clinic-end = أنهِ الجلسة
clinic-ended = انتهت الجلسة
clinic-ended-at = انتهت { $time }
clinic-waste = جرعات متلفة
clinic-extra = سُحبت زيادة على الملصق
clinic-extra-hint = قد تحوي القارورة جرعة أكثر مما على الملصق. سجّلها هنا ليطابق الحساب.
clinic-step-opened = القوارير المفتوحة: { $n }، الجرعات في كل منها: { $doses }
clinic-step-extra = زيادة على الملصق: { $n }
clinic-step-wasted = المتلفة: { $n }
clinic-step-left = الباقية: { $n }
clinic-steps = القوارير والمتلف والجرد
clinic-step-correct = ماذا ينبغي أن يُكتب؟
clinic-step-lot-hint = الجرعات التي أُعطيت تبقى على دفعتها: صحّحها في قيودها.
clinic-step-doses-missing = اكتب العدد.
clinic-step-why = لماذا يُصحَّح؟
clinic-step-why-missing = اكتب السبب. يبقى الاثنان مقروءين.
vial-product = أي لقاح؟
vial-lot = رقم الدفعة كما على القارورة
vial-lot-missing = اكتب رقم الدفعة.
vial-expiry = حتى متى يمكن استعماله؟
vial-expiry-hint = السنة والشهر: 2027-03
vial-expiry-unread = اكتب السنة والشهر، واليوم إن عُرف: 2027-03 أو 2027-03-31.
vial-expired = انتهت صلاحية هذه الدفعة. لا تستعملها.
vial-doses = الجرعات في القارورة
vial-doses-missing = كم جرعة في القارورة؟
vial-vials = القوارير
vial-open = افتحها
vial-until = حتى { $date }
waste-doses = كم جرعة؟
waste-reason = لماذا أُتلفت؟
waste-reason-missing = اختر السبب.
waste-save = سجّل
waste-contamination = تلوّث
waste-partial-use = لم تُستعمل في وقتها
waste-colour-change = تغيّر لون مؤشر القارورة
waste-expiry = انتهت صلاحيتها

## Coverage, dose card
nav-coverage = التغطية
coverage-as-of = حتى { $time }، لكل من هم هنا
coverage-small = لا تُعرض أرقام المجموعات التي تقل عن عشرة ولا مجموعة يمكن حسابها منها.
coverage-due = الجرعة التالية
coverage-due-now = مستحقة الآن
coverage-due-week = مستحقة خلال الأيام السبعة القادمة
coverage-not-given = لم تُعطَ: { $n }
coverage-all = الجميع
coverage-no-wing = خارج الأجنحة
coverage-prisoners = السجناء
coverage-staff = الموظفون
coverage-family = عائلات الموظفين
coverage-visitors = الزوار
coverage-children = أطفال يعيشون مع أحد الوالدين
coverage-sex-unknown = الجنس غير معروف
coverage-age = من { $from } إلى { $to } سنة
coverage-age-from = { $from } سنة فأكثر
coverage-age-unknown = العمر غير معروف
coverage-by-wing = حسب الجناح
coverage-by-category = حسب الفئة
coverage-by-sex = حسب الجنس
coverage-by-age = حسب العمر
coverage-group = المجموعة
coverage-one-dose = جرعة أو أكثر
coverage-two-doses = جرعتان أو أكثر
coverage-complete = السلسلة مكتملة
coverage-booster = معززة
coverage-share = { $n } ({ $percent }٪)
coverage-doses = الجرعات المعطاة هنا: { $n }
coverage-no-doses = لا جرعات في هذه المدة
coverage-day = اليوم
coverage-times = مرات
dose-card = بطاقة الجرعات
dose-card-print = اطبع بطاقة الجرعات
dose-card-born = مولود { $date }
dose-card-dose = الجرعة
dose-card-day = اليوم
dose-card-vaccine = اللقاح
dose-card-lot = الدفعة
dose-card-known-from = المصدر
dose-card-sign = التوقيع والختم:

## Check in

nav-check-in = الاستقبال
nav-due = المستحق
check-in-first = ابحث أولًا: من يعود مسجّل هنا من قبل.
check-in-search = الاسم أو الرقم أو الزنزانة
check-in-none = جرّب كتابة أخرى، أو أضف شخصًا جديدًا.
check-in-more = أشخاص آخرون مطابقون: { $n }. اكتب المزيد من الاسم.
check-in-add = إضافة شخص جديد
check-in-kind = من هو؟
category-prisoner = سجين
category-visitor = زائر
category-family = من عائلة الموظفين
category-child = طفل يعيش مع أحد والديه
check-in-one-name = يكفي اسم واحد.
check-in-choose = اختر مكانًا
check-in-why = لماذا هو هنا؟
check-in-why-missing = اختر السبب.
check-in-where = أي زنزانة أو عنبر؟
check-in-do = تسجيل
check-in-saved = سُجّل وحُفظ على هذا الجهاز
check-in-next = الشخص التالي
check-in-dose = كتابة جرعة سابقة
check-do = فحص صحي
check-list = فحوص صحية
write-form-health-check = ما تقيسه وتسأل عنه عند الوصول
check-clear = لا مانع
check-keep-apart = العزل عن الآخرين
check-refer = الإحالة إلى طبيب
check-celsius = { $n } °م
check-nothing-yet = لا شيء بعد
check-and-apart = مع العزل حتى ذلك الحين
check-urgent = فورًا
check-repeat = أعد قياس الحرارة بعد دقائق من الراحة.
check-postpone = الحمى أعلى من أن يُطعَّم اليوم.
check-unanswered = لم يُسأل بعد: { $list }
check-say-why = قررت غير ذلك: اكتب السبب أدناه.
check-rule-raised = درجة الحرارة مرتفعة قليلًا.
check-rule-fever = حمى
check-rule-very-low-oxygen = أكسجين منخفض جدًا
check-rule-low-oxygen = أكسجين منخفض
check-rule-breathless = ضيق في التنفس
check-rule-symptoms = عرض قد يعدي الآخرين
check-rule-milder = عدة أعراض خفيفة
check-rule-tuberculosis = علامة تستدعي فحص السل
check-rule-test = الفحص إيجابي.
check-rule-contact = مخالطة مريض
check-ask-temperature = درجة الحرارة
check-ask-spo2 = الأكسجين
check-ask-symptoms = الأعراض
check-ask-exposure = المخالطة
check-ask-test = الفحص
arrival-admission = إيداع
arrival-release = إفراج
reason-transfer-in = نقل إلى هنا
reason-return-court = عودة من المحكمة
reason-return-hospital = عودة من المستشفى
reason-shift = نوبة عمل
reason-visiting = زيارة
reason-asked = طلب أن يُفحص
records-kind-keep-apart = عزل
records-kind-keep-apart-end = انتهاء العزل
records-kind-apart-visit = زيارة معزول
records-kind-notice-end = انتهاء إشعار
records-kind-same-person = الشخص نفسه
records-kind-not-same-person = ليس الشخص نفسه
notice-apart = يُعزل، اسأل الطاقم الصحي
notice-apart-until = يُعزل في { $place } حتى { $date }، اسأل الطاقم الصحي
notice-apart-review = يُعزل في { $place }، ويُراجَع في { $date }، اسأل الطاقم الصحي
apart-to-decide = القرار: العزل. حدّد أين وحتى متى.
apart-proposed = تقترح القواعد العزل حتى يفحصه طبيب.
apart-decide = العزل عن الآخرين
apart-crosses = لا يصل إلى الجناح إلا المكان واليوم، لا السبب.
apart-where = أين؟
apart-how-long = إلى متى؟
apart-ends-on = حتى يوم معيّن
apart-reviewed-on = مفتوح ويُراجَع في يوم
apart-day = أي يوم؟
apart-decider = قرار
apart-place-missing = اختر المكان.
apart-day-over = اختر يومًا لم يأتِ بعد.
apart-saved = حُفظ العزل على هذا الجهاز
apart-punishment = زنزانة تأديبية
apart-punishment-warning = هذه زنزانة تأديبية.
apart-punishment-why = لا يُعزل أحد فيها لأسباب صحية. اختر مكانًا آخر؛ وإن لم يوجد فسيُبلَّغ مسؤول الصحة.
apart-in = معزول في { $place }
apart-until = حتى { $date }
apart-review = مراجعة في { $date }
apart-since = منذ { $time }
apart-visited = شوهد { $time }
apart-never-visited = لم يُشاهَد بعد
apart-overdue = المراجعة متأخرة
apart-visit-due = لم يُزَر اليوم
apart-visit-done = زُير اليوم
apart-visit = تمت الزيارة
apart-visit-note = تمت الزيارة مع هذه الملاحظة
apart-more = ملاحظة أو تغيير أو إنهاء
apart-note = ملاحظة
apart-change = تغيير المكان أو اليوم
apart-end = إنهاء العزل
apart-end-why = لماذا ينتهي؟
apart-end-recovered = تعافى وفحصه الطاقم الصحي
apart-end-negative-test = فحص سلبي
apart-end-time-over = انتهت المدة بلا علامات مرض
apart-end-left = في المستشفى أو نُقل أو أُفرج عنه
apart-end-mistake = قرار بالخطأ
due-none = لا شيء مستحق
due-none-of = لا شيء مستحق لمن وُجد
due-of-everybody = من كل المعزولين، لم يُزَر اليوم: { $n }
due-none-todo = يظهر هنا المعزولون والجرعات التي حان يومها.
due-apart = المعزولون؛ لم يُزَر اليوم: { $n }
due-doses = جرعات مستحقة: { $n }
due-more = مستحقة منذ وقت أقصر: { $n }
same-this-one = هذا هو
same-before-adding = ربما مسجّل هنا من قبل: { $n }
same-perhaps = ربما الشخص نفسه: { $n }
same-person = الشخص نفسه
same-look = فتح
same-also = الشخص نفسه، مسجّل أيضًا باسم
same-undo = ليس الشخص نفسه
alike-same-number = الرقم نفسه
alike-same-name = الاسم نفسه
alike-same-sound = اسم بلفظ واحد
alike-similar-name = اسم مشابه
alike-part-of-name = جزء من الاسم
alike-same-birth-date = تاريخ الميلاد نفسه
alike-same-birth-month = شهر الميلاد نفسه
alike-same-birth-year = سنة الميلاد نفسها
alike-near-birth-year = سنة ميلاد قريبة
alike-same-place = المكان الأول نفسه
alike-other-number = رقم آخر
alike-other-staff-number = رقم وظيفي آخر
alike-other-birth-year = سنة ميلاد أخرى
alike-other-sex = رجل وامرأة
prison-punishment = زنزانة تأديبية
prison-punishment-hint = يُنبَّه الطاقم الصحي قبل عزل أحد فيها.

## Vaccines of an administrator
vaccines = اللقاحات
vaccines-detail = الجرعات والفواصل والأعمار والرموز
vaccine-add = أضف لقاحًا
vaccine-booster-only = جرعة معززة فقط
vaccine-doses-in-series = جرعات السلسلة: { $n }
vaccine-wait = ليس قبل { $n } يومًا
vaccine-changed = عُدّل هنا
vaccine-unconfirmed = بعض أرقام هذا اللقاح معلومات عامة لا يؤكدها مصدر: تحقّق منها قبل أن يعتمد عليها الممرضون.
vaccine-name = ما اسمه؟
vaccine-holder = من يصنعه؟
vaccine-holder-missing = اكتب اسم المصنّع.
vaccine-disease = ضد أي مرض؟
vaccine-platform = ما نوعه؟
platform-mrna = حمض نووي ريبوزي مرسال
platform-vector = ناقل فيروسي
platform-inactivated = فيروس معطّل
platform-subunit = وحيدة بروتينية
vaccine-doses = كم جرعة تكمل السلسلة؟ (0: معززة فقط)
vaccine-minimum = أقل عدد أيام قبل الجرعة التالية
vaccine-usual = عدد الأيام المعتاد قبل الجرعة التالية
vaccine-booster-minimum = أقل عدد أيام قبل المعززة
vaccine-booster-usual = عدد الأيام المعتاد قبل المعززة
vaccine-age = من أي عمر بالسنوات؟
vaccine-vial = الجرعات في القارورة حسب الملصق
vaccine-codes = الرموز، واحد في كل سطر
vaccine-codes-hint = كل سطر: النظام ثم الرمز، مثل: cvx 208. الأنظمة: { $systems }
vaccine-codes-unread = سطر ليس نظامًا ورمزًا أو النظام غير معروف.

## Moves
nav-moves = التنقلات
moves-detail = آخر { $n } أيام
moves-none = لم يأتِ أحد ولم يغادر ولم يغيّر زنزانته
moves-none-todo = يظهر هنا من سُجّل دخوله أو نُقل من صفحته.

## Before a dose
clinic-check-today = فحص صحي اليوم عند { $time }: { $said }
vial-product-none = اختر ما هو مكتوب على القارورة
vial-product-missing = اختر اللقاح.

## Due, and why not
due-without-place = تقرّر العزل: حدّد المكان
dose-why-too-early = مبكر جدًا
dose-why-absent = غائب
dose-why-other = سبب آخر
coverage-hidden = مخفي
category-staff = موظف
