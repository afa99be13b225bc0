namespace Edify.Rag.Generation.Tests.Text;

/// <summary>Texts in languages that the sample corpus has little of, written for these tests.</summary>
internal static class ForeignProse
{
    public const string German =
        """
        Hausordnung der Gemeinschaftsschule am Lindenplatz
        Der Unterricht beginnt um acht Uhr. Die Schülerinnen und Schüler betreten das Gebäude frühestens zehn Minuten vor der ersten Stunde und begeben sich unmittelbar in ihre Klassenräume. Wer verspätet erscheint, meldet sich zuerst im Sekretariat und lässt die Verspätung eintragen. Nach drei unentschuldigten Verspätungen werden die Erziehungsberechtigten schriftlich benachrichtigt.
        Während der großen Pausen halten sich alle auf dem Schulhof auf. Bei Regen bleiben die Klassen fünf bis sieben in ihren Räumen, die übrigen in der Eingangshalle. Das Verlassen des Schulgeländes ist nur mit einer schriftlichen Genehmigung der Klassenleitung gestattet. Für die Oberstufe gilt diese Einschränkung nicht.
        Mobiltelefone bleiben während der gesamten Unterrichtszeit ausgeschaltet in den Schultaschen. In begründeten Ausnahmefällen kann die unterrichtende Lehrkraft die Benutzung erlauben. Wird ein Gerät ohne Erlaubnis benutzt, kann es bis zum Ende des Schultages eingezogen werden.
        Die Schulbibliothek leiht Bücher für die Dauer von zwei Wochen aus. Eine Verlängerung ist einmal möglich, sofern keine Vorbestellung vorliegt. Beschädigte oder verlorene Bücher müssen ersetzt werden. Nachschlagewerke, Zeitschriften und Atlanten dürfen ausschließlich im Lesesaal benutzt werden.
        Im naturwissenschaftlichen Unterricht gelten besondere Sicherheitsvorschriften. Schutzbrillen sind bei allen Versuchen mit Chemikalien zu tragen, lange Haare zusammenzubinden. Essen und Trinken sind in den Fachräumen untersagt. Abfälle werden nach Anweisung der Lehrkraft getrennt entsorgt.
        Krankmeldungen nimmt das Sekretariat bis halb acht telefonisch entgegen. Dauert eine Erkrankung länger als drei Tage, ist eine ärztliche Bescheinigung vorzulegen. Beurlaubungen aus wichtigem Grund sind mindestens eine Woche vorher zu beantragen; unmittelbar vor und nach den Ferien werden sie nur in Ausnahmefällen gewährt.
        """;

    public const string Chinese =
        "学校图书馆在工作日早上八点到下午四点半开放。学生每次可以借两本书，借期为两个星期；教师每次可以借五本书，借期为一个月。参考书不得带出图书馆。遗失的图书由借书人赔偿。光合作用是绿色植物利用阳光制造食物的过程。" +
        "叶子借助叶绿素吸收阳光，二氧化碳通过气孔进入叶片，同时释放出氧气。没有光就不能进行光合作用。科学展览会于十二月四日在大礼堂举行，六年级到十年级的学生都可以参加。每个小组最多三人，报名表必须在十一月十日之前交给老师。";

    public const string Japanese =
        "学校の図書室は平日の午前八時から午後四時半まで開いています。生徒は一度に二冊の本を二週間借りることができます。先生は五冊を一か月借りられます。参考書は図書室の外に持ち出してはいけません。なくした本は借りた人が弁償します。" +
        "光合成とは、緑の植物が太陽の光を使って自分の栄養を作るはたらきです。葉は葉緑素の助けを借りて光を吸収し、二酸化炭素は気孔から入り、酸素が出ていきます。光がなければ光合成は行われません。";
}
