namespace Edify.Rag;

/// <summary>Conditions that people narrow a search by; join them by <c>&amp;</c> and <c>|</c> for <see cref="Question.Within"/> and <see cref="RetrievalQuery.Within"/>.</summary>
/// <remarks>They can only narrow what the asker's scope admits. Several values of one call are alternatives; none at all match nothing.</remarks>
public static class PassageFilter
{
    /// <summary>In one of these books.</summary>
    /// <param name="books">Values of <see cref="RagFields.Book"/>, as the path has them.</param>
    public static VectorFilter Books(params IEnumerable<string> books) => AnyOf(RagFields.Book, books);

    /// <summary>Of one of these subjects.</summary>
    /// <param name="subjects">Values of <see cref="RagFields.Subject"/>, as the path has them.</param>
    public static VectorFilter Subjects(params IEnumerable<string> subjects) => AnyOf(RagFields.Subject, subjects);

    /// <summary>For one of these grades.</summary>
    /// <param name="grades">Values of <see cref="RagFields.Grade"/>, as the path has them.</param>
    public static VectorFilter Grades(params IEnumerable<string> grades) => AnyOf(RagFields.Grade, grades);

    /// <summary>Of one of these school years.</summary>
    /// <param name="years">Values of <see cref="RagFields.Year"/>, as the path has them.</param>
    public static VectorFilter Years(params IEnumerable<string> years) => AnyOf(RagFields.Year, years);

    /// <summary>In one of these parts of the school's content.</summary>
    /// <param name="modules">Values of <see cref="RagFields.Module"/>, such as <see cref="RagModules.Sop"/>.</param>
    public static VectorFilter Modules(params IEnumerable<string> modules) => AnyOf(RagFields.Module, modules);

    /// <summary>In one of these documents.</summary>
    /// <param name="names">Their names: paths within the source.</param>
    public static VectorFilter Documents(params IEnumerable<string> names) => AnyOf(RagFields.Name, names);

    /// <summary>Of documents last written between these times, both included.</summary>
    /// <param name="since">The earlier time; <see langword="null"/> for any before.</param>
    /// <param name="until">The later time; <see langword="null"/> for any after.</param>
    public static VectorFilter Modified(DateTimeOffset? since = null, DateTimeOffset? until = null) => VectorFilter.Range(
        RagFields.Modified,
        since is { } from ? (FieldValue?)from : null,
        until is { } to ? (FieldValue?)to : null);

    private static VectorFilter AnyOf(string field, IEnumerable<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return VectorFilter.AnyOf(field, [.. values.Select(value => (FieldValue)value)]);
    }
}
