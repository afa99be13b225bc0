using System.Globalization;

namespace Edify.Rag.Documents.OpenXml.Docx;

/// <summary>How one level of a list is numbered.</summary>
internal sealed class DocxNumberingLevel
{
    private static readonly (int Value, string Sign)[] Roman =
    [
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ];

    /// <summary>The first number.</summary>
    public int Start { get; set; } = 1;

    /// <summary>Name of the number format, such as "lowerRoman" or "bullet".</summary>
    public string Format { get; set; } = "decimal";

    /// <summary>What is shown, with %1 to %9 for the numbers of the levels.</summary>
    public string Text { get; set; } = string.Empty;

    /// <summary>Level from 1 whose next number starts this level anew, 0 for none; <see langword="null"/> for each level above.</summary>
    public long? Restart { get; set; }

    /// <summary>Identifier of the style whose paragraphs stand at this level.</summary>
    public string? Style { get; set; }

    /// <summary>Whether the numbers of all levels are written in digits.</summary>
    public bool IsLegal { get; set; }

    /// <summary>Whether it shows numbers at all.</summary>
    public bool IsNumbered => Format is not ("bullet" or "none");

    /// <summary>A number as the level shows it.</summary>
    /// <param name="number">The number.</param>
    public string Write(int number) => Format switch
    {
        _ when number is < 1 or > 9999 => Digits(number),
        "upperRoman" => WriteRoman(number),
        "lowerRoman" => WriteRoman(number).ToLowerInvariant(),
        "upperLetter" => WriteLetters('A', number),
        "lowerLetter" => WriteLetters('a', number),
        "decimalZero" or "custom" => number.ToString("00", CultureInfo.InvariantCulture),
        "none" => string.Empty,
        _ => Digits(number),
    };

    /// <summary>A number in digits.</summary>
    /// <param name="number">The number.</param>
    public static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);

    // After z comes aa, then bb.
    private static string WriteLetters(char first, int number) => new((char)(first + ((number - 1) % 26)), Math.Min(((number - 1) / 26) + 1, 10));

    private static string WriteRoman(int number)
    {
        var text = string.Empty;
        foreach (var (value, sign) in Roman)
            for (; number >= value; number -= value) text += sign;
        return text;
    }
}
