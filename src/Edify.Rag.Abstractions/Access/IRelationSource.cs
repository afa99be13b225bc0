namespace Edify.Rag;

/// <summary>Tells how a user stands to classes, pupils and subjects, such as a school's directory does. Each may last for a term.</summary>
/// <remarks>Safe for concurrent use and asked with every question, so keep what takes long to look up. An exception denies.</remarks>
public interface IRelationSource
{
    /// <summary>The relations of a user within the user's own tenant, those included that are over or not begun yet.</summary>
    /// <param name="user">The user as the host has authenticated them.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    ValueTask<IReadOnlyList<RagRelation>> FindAsync(RagUser user, CancellationToken cancellationToken = default);
}

/// <summary>A relation of one user.</summary>
/// <param name="Kind">Which relation.</param>
/// <param name="Of">To what: a role, a class, the id of a pupil, a subject.</param>
public sealed record RagRelation(RelationKind Kind, string Of)
{
    /// <summary>When it begins, included; <see langword="null"/> when it always was.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>When it ends, not included; <see langword="null"/> when it does not.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>Relations that roles can build on.</summary>
public enum RelationKind
{
    /// <summary>Holds a role, such as that of an examiner.</summary>
    Role,

    /// <summary>Teaches a class.</summary>
    ClassTeacher,

    /// <summary>Is the guardian of a pupil.</summary>
    Guardian,

    /// <summary>Heads a subject.</summary>
    SubjectHead,
}
