using Edify.Rag;

namespace Quickstart;

// begin-snippet: policy
/// <summary>Everyone sees the library; who is in a club, the club's folder too.</summary>
internal sealed class ClubPolicy : IAccessPolicy
{
    public ValueTask<AccessScope> ResolveAsync(RagUser user, CancellationToken cancellationToken = default)
    {
        var allowed = VectorFilter.Equal(RagFields.Module, "library");
        if (user.Attributes.TryGetValue("club", out var club)) allowed |= VectorFilter.Equal("club", club);
        return new(AccessScope.For(user, allowed));
    }
}
// end-snippet
