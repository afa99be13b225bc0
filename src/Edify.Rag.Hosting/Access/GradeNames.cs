namespace Edify.Rag.Hosting.Access;

/// <summary>The ways in which one grade is written: "7", "Grade 7", "grade-7" are the same grade, "17" is another.</summary>
/// <remarks>Folder names come from people and grades of users from directories; a pupil must not lose access to a hyphen.</remarks>
internal static class GradeNames
{
    private const string Word = "grade";

    private static readonly string[] Words = ["Grade", Word, "GRADE"];
    private static readonly string[] Separators = [" ", "-", "_", ""];

    /// <summary>All spellings of the grades that are not blank, in a fixed order.</summary>
    public static IReadOnlyList<string> Spellings(IEnumerable<string> grades) =>
        [.. grades.Where(g => !string.IsNullOrWhiteSpace(g)).SelectMany(Spellings).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Spellings(string grade)
    {
        var written = grade.Trim();
        yield return written;
        if (Bare(written) is not { Length: > 0 } bare) yield break;

        yield return bare;
        foreach (var word in Words)
        {
            foreach (var separator in Separators) yield return word + separator + bare;
        }
    }

    private static string Bare(string grade) =>
        grade.StartsWith(Word, StringComparison.OrdinalIgnoreCase) ? grade[Word.Length..].TrimStart(' ', '-', '_') : grade;
}
