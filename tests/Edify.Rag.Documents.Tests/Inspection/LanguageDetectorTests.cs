using Edify.Rag.Documents.Inspection.Language;

namespace Edify.Rag.Documents.Tests.Inspection;

public class LanguageDetectorTests
{
    [Theory]
    [InlineData("en", "The late fee is charged for every week of delay, and parents are told of it by letter.")]
    [InlineData("de", "Die Schule beginnt um acht Uhr, und alle Kinder müssen pünktlich in ihren Klassen sein.")]
    [InlineData("fr", "Les élèves doivent être dans la classe avant huit heures, sinon ils sont marqués en retard.")]
    [InlineData("es", "Los alumnos deben estar en la clase antes de las ocho, porque la puerta se cierra después.")]
    [InlineData("pt", "Os alunos devem estar na sala antes das oito horas, porque a porta não abre mais depois.")]
    [InlineData("it", "Gli alunni devono essere in classe prima delle otto, perché la porta si chiude e non si apre più.")]
    [InlineData("nl", "De leerlingen moeten voor acht uur in de klas zijn, omdat de deur daarna niet meer open gaat.")]
    [InlineData("sv", "Eleverna ska vara i klassrummet före klockan åtta, och dörren öppnas inte efter det.")]
    [InlineData("da", "Eleverne skal være i klassen før klokken otte, og døren bliver ikke åbnet efter det af nogen.")]
    [InlineData("nb", "Elevene må være i klasserommet før klokken åtte, og døren blir ikke åpnet etter det av noen, så kom nå.")]
    [InlineData("fi", "Oppilaiden on oltava luokassa ennen kello kahdeksaa, koska ovi ei ole auki sen jälkeen, mutta se voi olla.")]
    [InlineData("et", "Õpilased peavad olema klassis enne kella kaheksat, sest uks ei ole pärast seda lahti ja see on kõik.")]
    [InlineData("pl", "Uczniowie muszą być w klasie przed ósmą, bo po tej godzinie drzwi nie są już otwarte dla nikogo.")]
    [InlineData("cs", "Žáci musí být ve třídě před osmou hodinou, protože potom se dveře už neotevírají a není to možné.")]
    [InlineData("sk", "Žiaci musia byť v triede pred ôsmou hodinou, pretože potom sa dvere už neotvárajú a nie je to možné.")]
    [InlineData("sl", "Učenci morajo biti v razredu pred osmo uro, ker se vrata po tem ne odprejo več in je to že vse.")]
    [InlineData("hr", "Učenici moraju biti u razredu prije osam sati, jer se vrata nakon toga više ne otvaraju, što je također važno.")]
    [InlineData("ro", "Elevii trebuie să fie în clasă înainte de ora opt, pentru că ușa nu se mai deschide după aceea.")]
    [InlineData("hu", "A tanulóknak nyolc óra előtt az osztályban kell lenniük, mert az ajtó azt követően már nem nyílik ki.")]
    [InlineData("tr", "Öğrenciler saat sekizden önce sınıfta olmalı, çünkü kapı daha sonra kimse için açılmaz ve bu çok önemli bir kural.")]
    [InlineData("id", "Para siswa harus sudah ada di kelas sebelum pukul delapan karena pintu tidak akan dibuka setelah itu.")]
    [InlineData("vi", "Các học sinh phải có mặt trong lớp trước tám giờ vì cửa sẽ không được mở sau đó cho những người đến muộn.")]
    [InlineData("ca", "Els alumnes han de ser a la classe abans de les vuit, perquè la porta no s'obre més fins al migdia amb aquesta clau.")]
    [InlineData("lt", "Mokiniai turi būti klasėje iki aštuonių, nes po to durys jau nėra atidaromos, ir tai yra taip visiems.")]
    [InlineData("lv", "Skolēniem jābūt klasē līdz astoņiem, jo pēc tam durvis vairs nav vaļā, un tas ir ļoti svarīgi visiem, kas nāk.")]
    [InlineData("sw", "Wanafunzi wote wanapaswa kuwa katika darasa kabla ya saa mbili, kwa sababu mlango hautafunguliwa baada ya hiyo na ni lazima.")]
    [InlineData("ru", "Ученики должны быть в классе до восьми часов, потому что после этого дверь уже не открывается.")]
    [InlineData("uk", "Учні мають бути в класі до восьмої години, тому що після цього двері вже не відчиняються для них і це є правило.")]
    [InlineData("bg", "Учениците трябва да бъдат в клас преди осем часа, защото след това вратата не се отваря и това са правилата от нас.")]
    [InlineData("sr", "Ученици морају бити у учионици пре осам сати, јер се врата после тога не отварају и то је све што је речено.")]
    [InlineData("el", "Οι μαθητές πρέπει να είναι στην τάξη πριν από τις οκτώ.")]
    [InlineData("he", "התלמידים צריכים להיות בכיתה לפני השעה שמונה.")]
    [InlineData("ar", "يجب أن يكون التلاميذ في الفصل قبل الساعة الثامنة لأن الباب لا يفتح بعد ذلك إلى الظهر من كل يوم.")]
    [InlineData("fa", "دانش آموزان باید تا ساعت هشت در کلاس باشند و پس از آن در را برای هیچ کس باز نمی کنند که این قانون است.")]
    [InlineData("ur", "طلبہ کو آٹھ بجے سے پہلے کلاس میں ہونا چاہیے کیونکہ اس کے بعد دروازہ نہیں کھلتا اور یہ اصول ہے۔")]
    [InlineData("hi", "सभी छात्रों को आठ बजे से पहले कक्षा में होना चाहिए और देर से आने पर अभिभावकों को सूचना दी जाती है।")]
    [InlineData("mr", "सर्व विद्यार्थी आठ वाजण्यापूर्वी वर्गात असले पाहिजेत आणि त्यानंतर दार उघडले जात नाही म्हणून हे लक्षात ठेवा तर ते बरे आहे.")]
    [InlineData("ne", "सबै विद्यार्थी आठ बजे अघि कक्षामा हुनु पर्छ र त्यो पछि ढोका खोलिने छैन भने पनि यो नियम हो।")]
    [InlineData("bn", "সব ছাত্রকে আটটার আগে ক্লাসে থাকতে হবে।")]
    [InlineData("pa", "ਸਾਰੇ ਵਿਦਿਆਰਥੀਆਂ ਨੂੰ ਅੱਠ ਵਜੇ ਤੋਂ ਪਹਿਲਾਂ ਕਲਾਸ ਵਿੱਚ ਹੋਣਾ ਚਾਹੀਦਾ ਹੈ।")]
    [InlineData("gu", "બધા વિદ્યાર્થીઓએ આઠ વાગ્યા પહેલાં વર્ગમાં હોવું જોઈએ.")]
    [InlineData("or", "ସମସ୍ତ ଛାତ୍ର ଆଠଟା ପୂର୍ବରୁ ଶ୍ରେଣୀରେ ରହିବା ଉଚିତ।")]
    [InlineData("ta", "அனைத்து மாணவர்களும் எட்டு மணிக்கு முன் வகுப்பில் இருக்க வேண்டும்.")]
    [InlineData("te", "విద్యార్థులందరూ ఎనిమిది గంటలకు ముందే తరగతిలో ఉండాలి.")]
    [InlineData("kn", "ಎಲ್ಲಾ ವಿದ್ಯಾರ್ಥಿಗಳು ಎಂಟು ಗಂಟೆಯ ಮೊದಲು ತರಗತಿಯಲ್ಲಿರಬೇಕು.")]
    [InlineData("ml", "എല്ലാ വിദ്യാർത്ഥികളും എട്ട് മണിക്ക് മുമ്പ് ക്ലാസ്സിൽ ഉണ്ടായിരിക്കണം.")]
    [InlineData("th", "นักเรียนทุกคนต้องอยู่ในห้องเรียนก่อนแปดโมง")]
    [InlineData("ka", "მოსწავლეები რვა საათამდე კლასში უნდა იყვნენ.")]
    [InlineData("hy", "Աշակերտները պետք է դասարանում լինեն մինչև ժամը ութը։")]
    [InlineData("ko", "모든 학생은 여덟 시 전에 교실에 있어야 합니다.")]
    [InlineData("ja", "生徒は八時までに教室に入らなければなりません。")]
    [InlineData("zh", "所有学生必须在八点之前到达教室。")]
    public void A_sentence_is_enough(string language, string text) => Assert.Equal(language, LanguageDetector.Detect(text));

    [Theory]
    [InlineData("")]
    [InlineData("2024 17 42,5 % = 0x1F")]
    [InlineData("The end")]
    [InlineData("Lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt labore dolore magna aliqua")]
    [InlineData("Sharma Patel Gupta Iyer Khan Fernandes Mukherjee Reddy Singh Nair Das Bose Rao Mehta Joshi Verma")]
    [InlineData("a b c d e f g h i j k l m n o p q r s t u v w x y z")]
    [InlineData("{ \"key\": 1, \"d\": 2, \"s\": \"y\", \"value\": null, \"text\": \"x\", \"flag\": false }")]
    public void What_is_no_text_has_no_language(string text) => Assert.Null(LanguageDetector.Detect(text));

    [Fact]
    public void A_quotation_in_another_script_does_not_matter() => Assert.Equal(
        "en", LanguageDetector.Detect("The word for school is \u05D1\u05D9\u05EA \u05E1\u05E4\u05E8, which we have used in all of the tables that are to be printed."));

    [Fact]
    public void Two_languages_in_equal_parts_are_none() => Assert.Null(
        LanguageDetector.Detect("The gate is closed at nine and it is not opened for them. Сад закрыт на ночь и его не откроют для них, если они придут."));
}
