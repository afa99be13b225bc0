namespace Edify.Rag.Documents.Text.Legacy;

/// <summary>Letters of languages with their rounded frequencies, for telling encodings apart.</summary>
/// <remarks>Counts per thousand or ten thousand letters, as any text of some length gives them; only their proportion matters.</remarks>
internal static class LegacyLanguages
{
    private const string Kana =
        "あ12 い40 う20 え8 お10 か30 が30 き14 く16 け10 げ3 こ20 ご4 さ14 し35 じ8 す25 せ8 そ8 た35 だ14 ち6 つ10 っ14 て30 で28 と35 ど8 "
        + "な35 に40 の55 は35 ば6 び4 へ5 べ4 ま22 み8 め8 も16 や8 ゆ2 よ10 ょ6 ゃ3 ゅ2 ら18 り16 る32 れ16 ろ6 わ8 を30 ん20 、40 。35 「10 "
        + "」10 ー25 ・4";

    /// <summary>Languages of western Europe.</summary>
    public static LetterModel[] Western { get; } =
    [
        LetterModel.Of("é4 £3 ï1 ñ1 ö1 ü1 è1 ç1 á1 à1"),
        LetterModel.Of("ü65 ä54 ö30 ß30 é1"),
        LetterModel.Of("é190 à49 è27 ê22 ç9 ô4 î3 û3 â3 ù3 ï1 ë1 œ2"),
        LetterModel.Of("ó80 í70 á50 é40 ñ30 ú20 ü2 ¿8 ¡5"),
        LetterModel.Of("ã70 ç50 é40 á40 ê30 ó30 í30 õ15 â15 à10 ú10 ô8"),
        LetterModel.Of("è26 à12 ù4 ò4 ì2 é4"),
        LetterModel.Of("å14 ø14 æ9 é1"),
        LetterModel.Of("ä18 å13 ö13 é1"),
        LetterModel.Of("ä36 ö5 å1"),
        LetterModel.Of("ð44 á18 í16 þ15 ó10 æ9 ö8 é7 ú6 ý3"),
        LetterModel.Of("ë5 é4 ï2 ü1 ö1 è1 ó1"),
        LetterModel.Of("à10 ó9 é9 è8 í6 ç2 ò4 ú2 ï1 ü1"),
        LetterModel.Of("ä10 õ10 ü7 ö3"),
    ];

    /// <summary>Languages of central Europe.</summary>
    public static LetterModel[] Central { get; } =
    [
        LetterModel.Of("ł18 ę11 ą10 ó9 ż8 ś7 ć4 ń2 ź1"),
        LetterModel.Of("í32 á22 ě16 é13 ř12 ý11 č10 ž10 š8 ů7 ú1.5 ť0.5 ď0.5 ň0.5 ó0.3"),
        LetterModel.Of("á22 í15 ý11 č11 é9 š9 ž8 ú8 ľ4 ť4 ô2 ň1.5 ä1 ó1 ď1 ŕ0.1 ĺ0.1"),
        LetterModel.Of("á40 é35 ö12 ó12 ő10 í8 ü8 ú4 ű3"),
        LetterModel.Of("ă25 ş12 î10 ţ10 â8"),
        LetterModel.Of("č11 š10 ž6 ć6 đ3"),
    ];

    /// <summary>Languages in Cyrillic letters.</summary>
    public static LetterModel[] Cyrillic { get; } =
    [
        LetterModel.Of(
            "о109 е85 а80 и74 н67 т63 с55 р47 в45 л44 к35 м32 д30 п28 у26 я20 ы19 ь17 г17 з16 б16 ч14 й12 х10 ж9 ш7 "
            + "ю6 ц5 щ4 э3 ф3 ъ0.5 ё1 №1"),
        LetterModel.Of(
            "о94 а72 н65 и61 і57 в55 т53 р47 е46 с41 к40 л39 у33 д32 м29 п29 з23 я21 ь18 б17 г15 ч14 й12 х12 ж7 ю7 ц6 "
            + "ї6 є6 ш6 щ4 ф4 ґ0.2"),
        LetterModel.Of("а117 и88 е88 о87 т75 н70 р53 с50 в44 д35 л34 к32 п30 м24 з21 ъ18 я17 г16 б15 ч14 у13 ц10 й7 ж6 щ6 х5 ш4 ю2 ф2 ь0.5"),
        LetterModel.Of("а115 и98 о90 е88 н58 р50 с49 ј49 т46 у43 д40 в36 к35 м33 л33 п28 з16 г16 б16 ч11 ш10 ц8 ж6 х6 њ6 љ5 ћ5 ђ2 ф2 џ0.5"),
    ];

    /// <summary>Greek.</summary>
    public static LetterModel[] Greek { get; } =
        [LetterModel.Of(
            "α90 ο75 ι60 ε65 τ77 σ52 ν64 η35 ς40 υ35 ρ41 π40 κ39 μ33 λ30 ί26 ό22 ά22 έ20 ω18 δ17 γ16 ή15 χ11 θ11 ύ10 "
            + "ώ9 φ8 β7 ξ4 ζ4 ψ2 ϊ0.5")];

    /// <summary>Turkish.</summary>
    public static LetterModel[] Turkish { get; } = [LetterModel.Of("ı51 ü19 ş18 ç12 ğ11 ö8 İ3 â0.5 î0.2")];

    /// <summary>Hebrew.</summary>
    public static LetterModel[] Hebrew { get; } =
        [LetterModel.Of("י110 ה109 ו104 ל74 א63 ר56 ת50 ב47 מ45 ש44 ע32 נ28 ם28 ח25 ד25 כ24 ק21 פ17 ס15 ג13 ז13 ן13 ט12 צ12 ך8 ף2 ץ1")];

    /// <summary>Arabic.</summary>
    public static LetterModel[] Arabic { get; } =
        [LetterModel.Of(
            "ا120 ل110 ي75 م65 و60 ن60 ر50 ت45 ب40 ة35 ع35 د33 س32 ف30 ه30 ك25 ق25 ح22 أ20 ج15 ش12 ط10 ص10 خ10 ،10 ى8 "
            + "إ8 ض8 ذ8 ث6 ز6 غ5 ئ4 ء4 ظ2 ؤ2 آ2")];

    /// <summary>Japanese.</summary>
    public static LetterModel[] Japanese { get; } =
        [LetterModel.Of(
            Kana,
            0.55,
            [('\u3041', '\u3096', 0.03, 86), ('\u30A1', '\u30FE', 0.12, 86), ('\u4E00', '\u9FFF', 0.28, 2500),
             ('\uFF01', '\uFF60', 0.01, 94), ('\u3000', '\u3020', 0.01, 20)])];

    /// <summary>Chinese in simplified characters.</summary>
    public static LetterModel[] Simplified { get; } =
        [LetterModel.Of(
            "的41 一16 是14 不13 了12 在11 人10 有10 我9 他8 这8 个7 们7 中7 来6 上6 大6 为6 和6 国6 地5 到5 以5 说5 时5 要5 就5 出4 会5 学4 生4 可4 "
            + "对4 你4 年4 ，60 。35 、15 “6 ”6 ：4 （2 ）2 ！2 ？2",
            0.45,
            [('\u4E00', '\u9FFF', 0.45, 3500), ('\uFF01', '\uFF60', 0.01, 94)])];

    /// <summary>Chinese in traditional characters.</summary>
    public static LetterModel[] Traditional { get; } =
        [LetterModel.Of(
            "的41 一16 是14 不13 了10 在11 人10 有10 我9 他8 這8 個7 們7 中7 來6 上6 大6 為6 和6 國6 地5 到5 以5 說5 時5 要5 就5 出4 會5 學4 生4 可4 "
            + "對4 你4 年4 ，60 。35 、15 「8 」8 ：4 （2 ）2 ！2 ？2",
            0.45,
            [('\u4E00', '\u9FFF', 0.45, 3500), ('\uFF01', '\uFF60', 0.01, 94)])];

    /// <summary>Korean.</summary>
    public static LetterModel[] Korean { get; } =
        [LetterModel.Of(
            "이30 다30 는22 을18 의18 에20 가18 고18 하18 지15 도13 로13 한15 은14 기14 사13 어11 나11 자10 리10 라10 시10 서11 를11 인10 들9 "
            + "수8 있9 그8 아8 해8",
            0.45,
            [('\uAC00', '\uD7A3', 0.5, 1500), ('\u4E00', '\u9FFF', 0.005, 4888)])];
}
