namespace Edify.Rag.Hosting.Access;

/// <summary>Explains what a pipeline's policy decides: in the policy's own words, or, of one that has none, by the conditions of its scope.</summary>
/// <remarks>The scope has the last word: words that say otherwise are not passed on.</remarks>
internal sealed class PolicyExplainer(IAccessPolicy policy) : IAccessExplainer
{
    private readonly IAccessExplainer? _own = policy.Find<IAccessExplainer>();

    public async ValueTask<AccessExplanation> ExplainAsync(RagUser user, IReadOnlyDictionary<string, FieldValue> fields, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(fields);
        var scope = await policy.ResolveAsync(user, cancellationToken).ConfigureAwait(false);
        var isAllowed = scope.Admits(fields);
        if (_own is not null && await _own.ExplainAsync(user, fields, cancellationToken).ConfigureAwait(false) is { } own && own.IsAllowed == isAllowed) return own;
        if (scope.IsEmpty) return new(false, "policy", "The access policy gives the user nothing to see.") { Until = scope.ExpiresAt };
        return new(isAllowed, "policy", isAllowed ? "The document meets the conditions of the user's scope." : "The document does not meet the conditions of the user's scope.")
        {
            Considered = [.. Conditions(scope.Filter).Select(c => $"{FilterWords.Of(c)}: {(c.Matches(fields) ? "met" : "not met")}.")],
            Until = scope.ExpiresAt,
        };
    }

    private static IReadOnlyList<VectorFilter> Conditions(VectorFilter filter) => filter is VectorFilter.AndFilter group ? group.Operands : [filter];
}
