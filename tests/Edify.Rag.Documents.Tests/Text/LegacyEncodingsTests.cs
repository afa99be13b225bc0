using System.Text;
using Edify.Rag.Documents.Text;

namespace Edify.Rag.Documents.Tests.Text;

public class LegacyEncodingsTests
{
    private static readonly TextDocumentReader Reader = new();

    public static TheoryData<string, int, string> Texts => new()
    {
        { "English", 1252, "The pupils’ “project week” begins on Monday – bring £5 for the bus." },
        { "German", 1252, "Die Schüler fahren am nächsten Freitag mit dem Bus nach Köln; die Eltern müssen vorher zustimmen." },
        { "French", 1252, "Les élèves présenteront leurs projets à la fin de l’année, où chacun a travaillé très sérieusement." },
        { "Spanish", 1252, "¿Cuándo empezará la excursión? Los niños llevarán también su almuerzo y una camisa más." },
        { "Portuguese", 1252, "A reunião com os pais não será amanhã; as inscrições começam às três horas da tarde." },
        { "Danish", 1252, "Eleverne går på tur i næste uge, og alle børn skal have madpakke med, også de små." },
        { "Icelandic", 1252, "Það verður foreldrafundur í skólanum á þriðjudaginn og við bjóðum öllum að koma." },
        { "Polish", 1250, "Uczniowie pojadą w przyszłym tygodniu na wycieczkę do Łodzi; każdy powinien wziąć śniadanie." },
        { "Czech", 1250, "Žáci příští týden pojedou na výlet do Brna a každý si vezme svačinu; rodiče, kteří mohou, přijďte také." },
        { "Hungarian", 1250, "A tanulók jövő héten kirándulni mennek Győrbe, és mindenki hozzon magával uzsonnát és esőkabátot." },
        { "Polish of Unix", 28592, "Uczniowie pojadą w przyszłym tygodniu na wycieczkę do Łodzi; każdy powinien wziąć śniadanie." },
        { "Russian", 1251, "Ученики поедут на экскурсию на следующей неделе. Родители должны подписать согласие." },
        { "Ukrainian", 1251, "Учні поїдуть на екскурсію наступного тижня. Батьки мають підписати згоду, будь ласка." },
        { "Bulgarian", 1251, "Учениците ще отидат на екскурзия следващата седмица и трябва да носят обяд." },
        { "Russian of Unix", 20866, "Ученики поедут на экскурсию на следующей неделе. Родители должны подписать согласие." },
        { "Russian of DOS", 866, "Ученики поедут на экскурсию на следующей неделе. Родители должны подписать согласие." },
        { "Greek", 1253, "Οι μαθητές θα πάνε εκδρομή την επόμενη εβδομάδα και πρέπει να έχουν μαζί τους φαγητό." },
        { "Turkish", 1254, "Öğrenciler gelecek hafta geziye çıkacak; velilerin izin kâğıdını imzalaması gerekiyor, çocuklar şapka alsın." },
        { "Hebrew", 1255, "התלמידים יוצאים לטיול בשבוע הבא וכל אחד צריך להביא אוכל ומים מהבית." },
        { "Arabic", 1256, "سيذهب التلاميذ في رحلة مدرسية الأسبوع القادم، وعلى كل واحد منهم أن يحضر طعامه معه." },
        { "Japanese of Windows", 932, "来週、生徒たちは遠足に行きます。お弁当とカメラを持ってきてください。" },
        { "Japanese of Unix", 51932, "来週、生徒たちは遠足に行きます。お弁当とカメラを持ってきてください。" },
        { "Chinese", 54936, "下个星期学生们要去春游，请大家带好午饭和水。老师会在学校门口等你们。" },
        { "Chinese of Taiwan", 950, "下個星期學生們要去春遊，請大家帶好午餐和水。老師會在學校門口等你們。" },
        { "Korean", 949, "다음 주에 학생들은 소풍을 갑니다. 도시락과 물을 꼭 가지고 오세요." },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task A_sentence_tells_its_encoding(string language, int codePage, string text)
    {
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding(codePage)!.GetBytes(text);
        Assert.True(Reader.CanRead(TestDocuments.Probe("a.txt", bytes)), language);
        Assert.Equal(text, Assert.Single(await Reader.ReadAsync(bytes)).Text);
    }

    [Theory]
    [InlineData("São Paulo is in Brazil.")]
    [InlineData("The café is closed.")]
    [InlineData("It costs 5 € and £3.")]
    [InlineData("Søren and Åsa")]
    [InlineData("Curaçao")]
    public async Task A_single_letter_is_taken_for_one_of_the_west(string text) =>
        Assert.Equal(text, Assert.Single(await Reader.ReadAsync(EncodingDetector.Windows1252.GetBytes(text))).Text);

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Unicode_is_recognised_without_a_mark_in_every_script(string language, int codePage, string text)
    {
        text = $"{text} {codePage}";
        foreach (var encoding in new Encoding[] { new UnicodeEncoding(false, false), new UnicodeEncoding(true, false), new UTF32Encoding(false, false), new UTF32Encoding(true, false), new UTF8Encoding(false) })
        {
            var bytes = encoding.GetBytes(text);
            Assert.True(Reader.CanRead(TestDocuments.Probe("a.txt", bytes)), $"{language} in {encoding.EncodingName}");
            Assert.Equal(text, Assert.Single(await Reader.ReadAsync(bytes)).Text);
        }
    }

    [Fact]
    public void Binary_files_are_not_taken_for_Unicode()
    {
        var random = new Random(11);
        for (var i = 0; i < 200; i++)
        {
            var bytes = new byte[4096];
            random.NextBytes(bytes);
            for (var n = 0; n < i * 10; n++) bytes[random.Next(bytes.Length)] = 0;
            Assert.False(Reader.CanRead(TestDocuments.Probe("a.txt", bytes)));
        }
    }
}
