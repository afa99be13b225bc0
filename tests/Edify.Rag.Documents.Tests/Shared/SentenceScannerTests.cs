using Edify.Rag.Shared;
using FsCheck;
using FsCheck.Fluent;

namespace Edify.Rag.Documents.Tests.Shared;

public class SentenceScannerTests
{
    [Theory]
    [InlineData("One. Two! Three? Four", "One. |Two! |Three? |Four")]
    [InlineData("Dr. Smith met Mr. Jones. They talked.", "Dr. Smith met Mr. Jones. |They talked.")]
    [InlineData("Pi is 3.14 or so. Done.", "Pi is 3.14 or so. |Done.")]
    [InlineData("Use tools, e.g. Excel. Then stop.", "Use tools, e.g. Excel. |Then stop.")]
    [InlineData("See No. 5 for more. No. It is gone.", "See No. 5 for more. |No. |It is gone.")]
    [InlineData("See vol. IV and No. I would.", "See vol. IV and No. |I would.")]
    [InlineData("J. R. R. Tolkien wrote. We read.", "J. R. R. Tolkien wrote. |We read.")]
    [InlineData("He said \"Stop.\" Then he left.", "He said \"Stop.\" |Then he left.")]
    [InlineData("\"Why?\" he asked. Nobody knew.", "\"Why?\" he asked. |Nobody knew.")]
    [InlineData("It is (so they say.) “Good.” Fine.", "It is (so they say.) |“Good.” |Fine.")]
    [InlineData("She left. (he stayed.) “and so on.” Then", "She left. (he stayed.) “and so on.” |Then")]
    [InlineData("Wait... what? Yes.", "Wait... what? |Yes.")]
    [InlineData("Wait… What?! Yes.", "Wait… |What?! |Yes.")]
    [InlineData("Pens, etc., are there. Papers etc. Then more.", "Pens, etc., are there. |Papers etc. |Then more.")]
    [InlineData("It closes at 5 p.m. The bell rings.", "It closes at 5 p.m. |The bell rings.")]
    [InlineData("He was born in 1990. 30 people came.", "He was born in 1990. |30 people came.")]
    [InlineData("1. Introduction follows. Next.", "1. Introduction follows. |Next.")]
    [InlineData("Visit example.com?a=1.B today. Thanks.", "Visit example.com?a=1.B today. |Thanks.")]
    [InlineData("Go on. Then stop. It was long ago. 3 came.", "Go on. |Then stop. |It was long ago. |3 came.")]
    [InlineData("First; Second. Third", "First; Second. |Third")]
    [InlineData("Row 1\nRow 2", "Row 1\n|Row 2")]
    [InlineData("Mr.\r\nSmith\u2029Next", "Mr.\r\n|Smith\u2029|Next")]
    [InlineData("", "")]
    public void English_sentences_end_where_a_reader_would_end_them(string text, string expected) => AssertSplit(text, expected);

    [Theory]
    [InlineData("Am 3. Mai kam Hr. Huber, d. h. Der Chef. Dann ging er.", "Am 3. Mai kam Hr. Huber, d. h. Der Chef. |Dann ging er.")]
    [InlineData("Im 19. Jahrhundert, z. B. Wien, vgl. Abb. 5 und Bd. IV. So war es.", "Im 19. Jahrhundert, z. B. Wien, vgl. Abb. 5 und Bd. IV. |So war es.")]
    [InlineData("Die Hauptstr. 5 ist zu. Äpfel u. a. Der Rest.", "Die Hauptstr. 5 ist zu. |Äpfel u. a. |Der Rest.")]
    [InlineData("M. Dupont et Mme. Petit, p. 12, sont là. «\u00A0Ah.\u00A0» Élève.", "M. Dupont et Mme. Petit, p. 12, sont là. |«\u00A0Ah.\u00A0» |Élève.")]
    [InlineData("El Sr. Díaz y la Sra. López (pág. 3) van. ¿Quién? ¡Tú!", "El Sr. Díaz y la Sra. López (pág. 3) van. |¿Quién? |¡Tú!")]
    [InlineData("Il Sig. Rossi e il Dott. Verdi, pag. 4. Poi via.", "Il Sig. Rossi e il Dott. Verdi, pag. 4. |Poi via.")]
    [InlineData("O Exmo. Silva e a Dra. Costa, núm. 7. Depois.", "O Exmo. Silva e a Dra. Costa, núm. 7. |Depois.")]
    [InlineData("Dhr. Jansen, bijv. Piet, blz. 9. Daarna.", "Dhr. Jansen, bijv. Piet, blz. 9. |Daarna.")]
    [InlineData("Np. Anna z ul. Długiej, rys. 2. Potem św. Jan.", "Np. Anna z ul. Długiej, rys. 2. |Potem św. Jan.")]
    [InlineData("Han vaskede sig. Derefter t.ex. Per.", "Han vaskede sig. |Derefter t.ex. Per.")]
    [InlineData("Живёт на ул. Ленина, стр. 5. Проф. Иванов ушёл. «Да?» Нет.", "Живёт на ул. Ленина, стр. 5. |Проф. Иванов ушёл. |«Да?» |Нет.")]
    [InlineData("Τι είναι; Αυτό. Ναι", "Τι είναι; |Αυτό. |Ναι")]
    public void Abbreviations_of_many_languages_end_no_sentence(string text, string expected) => AssertSplit(text, expected);

    [Theory]
    [InlineData("これは文です。次の文！「はい。」と言った。", "これは文です。|次の文！|「はい。」|と言った。")]
    [InlineData("你好!我是老师。（真的？）是的｡", "你好!|我是老师。|（真的？）|是的｡")]
    [InlineData("यह एक वाक्य है। दूसरा।तीसरा॥", "यह एक वाक्य है। |दूसरा।|तीसरा॥")]
    [InlineData("كيف حالك؟ أنا بخير. شكرا", "كيف حالك؟ |أنا بخير. |شكرا")]
    [InlineData("یہ ایک جملہ ہے۔ دوسرا", "یہ ایک جملہ ہے۔ |دوسرا")]
    [InlineData("Սա նախադասություն է։ Երկրորդը։", "Սա նախադասություն է։ |Երկրորդը։")]
    [InlineData("ይህ ዓረፍተ ነገር ነው። ሁለተኛ፧ሦስተኛ", "ይህ ዓረፍተ ነገር ነው። |ሁለተኛ፧|ሦስተኛ")]
    [InlineData("នេះជាប្រយោគ។ ទីពីរ៕", "នេះជាប្រយោគ។ |ទីពីរ៕")]
    [InlineData("ဒါကဝါကျပါ။ဒုတိယ", "ဒါကဝါကျပါ။|ဒုတိယ")]
    [InlineData("བོད་ཡིག།གཉིས།", "བོད་ཡིག།|གཉིས།")]
    [InlineData("이것은 문장입니다. 다음 문장.", "이것은 문장입니다. |다음 문장.")]
    [InlineData("זה משפט. ועוד אחד?", "זה משפט. |ועוד אחד?")]
    [InlineData("นักเรียนทุกคนต้องมาโรงเรียนก่อนเวลาแปดโมง ครูจะเช็กชื่อต่าง ๆ ทุกเช้าที่หน้าเสาธง จบ", "นักเรียนทุกคนต้องมาโรงเรียนก่อนเวลาแปดโมง |ครูจะเช็กชื่อต่าง ๆ ทุกเช้าที่หน้าเสาธง |จบ")]
    public void Sentences_of_every_script_end_at_its_own_marks(string text, string expected) => AssertSplit(text, expected);

    [Fact]
    public void A_long_text_without_marks_is_one_sentence()
    {
        var text = string.Concat(Enumerable.Repeat("and so on ", 500));
        Assert.Equal(text.Length, SentenceScanner.NextBoundary(text, 0));
    }

    [Fact]
    public void Every_text_is_divided_without_gaps() =>
        Prop.ForAll<string>(text => string.Concat(Split(text ?? string.Empty)) == (text ?? string.Empty)).Check(Law.On(100));

    private static void AssertSplit(string text, string expected) => Assert.Equal(expected, string.Join('|', Split(text)));

    private static List<string> Split(string text)
    {
        var sentences = new List<string>();
        for (int at = 0, next; at < text.Length; at = next)
        {
            next = SentenceScanner.NextBoundary(text, at);
            Assert.True(next > at, "The scanner must move on.");
            sentences.Add(text[at..next]);
        }

        return sentences;
    }
}
