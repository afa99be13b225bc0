namespace Edify.Rag.Hosting.Access;

/// <summary>Grades, classes or subjects of a user: as documents' fields write them, and as their lists of principals do.</summary>
/// <param name="Filter">The documents that are of one of them; none where all are blank.</param>
/// <param name="Principals">As documents name them, without those that are no plain text.</param>
internal sealed record OwnNames(VectorFilter Filter, IReadOnlyList<FieldValue> Principals)
{
    public static OwnNames None { get; } = new(VectorFilter.None, []);

    public static OwnNames OfGrades(IReadOnlyCollection<string> grades) =>
        new(FieldFilter.AnyOf(RagFields.Grade, GradeNames.Spellings(grades)), PrincipalsOf("grade", grades));

    public static OwnNames OfClasses(IReadOnlyCollection<string> classes) =>
        new(VectorFilter.AnyOf(RagFields.Class, NameSpellings.Of(classes)), PrincipalsOf("class", classes));

    public static OwnNames OfSubjects(IReadOnlyCollection<string> subjects) => new(VectorFilter.AnyOf(RagFields.Subject, NameSpellings.Of(subjects)), []);

    /// <summary>The principal of a value; <see langword="null"/> where it has none.</summary>
    public static FieldValue? PrincipalOf(string kind, string value) => RagPrincipals.TryParse($"{kind}:{value}", out var principal) ? (FieldValue?)principal : null;

    private static FieldValue[] PrincipalsOf(string kind, IEnumerable<string> values) =>
        [.. values.Where(v => !string.IsNullOrWhiteSpace(v)).Select(v => PrincipalOf(kind, v)).OfType<FieldValue>().Distinct()];
}
