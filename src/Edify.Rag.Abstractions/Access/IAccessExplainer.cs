namespace Edify.Rag;

/// <summary>Tells why a user sees a document, or does not.</summary>
/// <remarks>
/// Safe for concurrent use. It decides nothing: what it says is what the policy's scope admits now. It tells things about
/// documents that the user may not see, so show it to administrators only.
/// </remarks>
public interface IAccessExplainer
{
    /// <summary>Explains.</summary>
    /// <param name="user">Whose rights are looked at.</param>
    /// <param name="fields">The fields of a record of the document.</param>
    /// <param name="cancellationToken">Stops a look-up.</param>
    ValueTask<AccessExplanation> ExplainAsync(RagUser user, IReadOnlyDictionary<string, FieldValue> fields, CancellationToken cancellationToken = default);
}

/// <summary>Why a user sees a document, or does not.</summary>
/// <param name="IsAllowed">Whether the user sees it.</param>
/// <param name="Rule">The rule that decided, such as "deny user:anna", "allow role:teacher", "role:student"; for the audit.</param>
/// <param name="Reason">In a sentence.</param>
public sealed record AccessExplanation(bool IsAllowed, string Rule, string Reason)
{
    /// <summary>What else was looked at, a sentence each, in the order of the rules' precedence.</summary>
    public IReadOnlyList<string> Considered { get; init; } = [];

    /// <summary>When that may change; <see langword="null"/> when it does not depend on time.</summary>
    public DateTimeOffset? Until { get; init; }
}
