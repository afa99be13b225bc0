namespace Edify.Rag.Hosting.Access;

/// <summary>A grade or a class of a user: as documents' fields write it, and as their lists of principals do.</summary>
/// <param name="Spellings">The ways in which it is written; none where it is blank.</param>
/// <param name="Principal">As documents name it; <see langword="null"/> where it is no plain text.</param>
internal sealed record OwnName(IReadOnlyList<FieldValue> Spellings, FieldValue? Principal)
{
    public static OwnName OfGrade(string grade) => new([.. GradeNames.Spellings([grade]).Select(g => (FieldValue)g)], PrincipalOf("grade", grade));

    public static OwnName OfClass(string name) => new(NameSpellings.Of([name]), PrincipalOf("class", name));

    /// <summary>The principal of a value; <see langword="null"/> where it has none.</summary>
    public static FieldValue? PrincipalOf(string kind, string value) => RagPrincipals.TryParse($"{kind}:{value}", out var principal) ? (FieldValue?)principal : null;
}
