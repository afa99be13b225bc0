using System.Globalization;
using System.Text.RegularExpressions;

namespace Edify.Rag.Generation.Prompts;

/// <summary>How old the reader is, by role and grade, as prompts are told it.</summary>
/// <param name="Name">"primary" (to grade 5), "middle" (6 to 8), "secondary" (from 9), "adult", or "general" where the reader is not known.</param>
/// <param name="Grade">A pupil's grade; empty where it is not known, and for grades before the first.</param>
internal readonly partial record struct AgeBand(string Name, string Grade)
{
    private static readonly string[] ShippedPupilRoles = ["student", "pupil"];
    private static readonly string[] Romans = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII"];

    /// <summary>The band of a reader. Of several grades the lowest counts, and of several roles that of a pupil.</summary>
    public static AgeBand Of(RagUser? reader, IList<string> pupilRoles)
    {
        if (reader is null) return new("general", string.Empty);
        var pupils = pupilRoles.Count > 0 ? pupilRoles : ShippedPupilRoles;
        if (!reader.Roles.Any(role => pupils.Contains(role, StringComparer.OrdinalIgnoreCase))) return new("adult", string.Empty);

        // A child who is spoken to like a younger one loses less than one who is spoken to like an adult.
        var grades = reader.Grades.Select(NumberOf).OfType<int>().ToList();
        if (grades.Count == 0) return new("primary", string.Empty);
        var grade = grades.Min();
        var written = grade > 0 ? grade.ToString(CultureInfo.InvariantCulture) : string.Empty;
        return new(grade switch { <= 5 => "primary", <= 8 => "middle", _ => "secondary" }, written);
    }

    // "7", "Grade 7", "grade-7b", "Class VII", "7. Klasse", "KG".
    private static int? NumberOf(string grade)
    {
        if (Number.Match(grade) is { Success: true } digits) return int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture) is <= 13 and var number ? number : null;
        if (BeforeSchool.IsMatch(grade)) return 0;
        var roman = Roman.Match(grade);
        return roman.Success && Array.IndexOf(Romans, roman.Value.ToUpperInvariant()) is >= 0 and var index ? index + 1 : null;
    }

    [GeneratedRegex(@"(?<![0-9])[0-9]{1,2}(?![0-9])")]
    private static partial Regex Number { get; }

    [GeneratedRegex(@"\b(?:[LU]?KG|kindergarten|nursery|pre-?school|pre-?primary|reception|vorschule|prep)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BeforeSchool { get; }

    [GeneratedRegex(@"\b[IVX]{1,4}\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Roman { get; }
}
