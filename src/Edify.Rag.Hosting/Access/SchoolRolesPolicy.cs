using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Access;

/// <summary>Turns roles and what else holds of a user into a filter: what any of the roles shows, under the documents' own lists.</summary>
internal sealed class SchoolRolesPolicy(
    Func<SchoolRolesOptions> options, string tenant, IReadOnlyList<IRelationSource> sources, TimeProvider time, ILogger logger)
    : IAccessPolicy, IAccessPolicyDetails, IAccessExplainer, IPermissionCheck
{
    private static readonly Dictionary<string, FieldKind> OwnFields = new()
    {
        [RagFields.Module] = FieldKind.Text,
        [RagFields.Grade] = FieldKind.Text,
        [RagFields.Owner] = FieldKind.Text,
    };

    private readonly AccessClock _clock = new(time);
    private readonly UnknownRoles _unknown = new(logger);
    private volatile RoleBook? _book;

    // Those of every collection, RagFields.Allow and Deny among them, are not the policy's to ask for: they are made with it, and few
    // records have them, so that an older collection without their indexes is as fast.
    public IReadOnlyDictionary<string, FieldKind> Fields => OwnFields;

    // A document's own lists are arrays, and its denials are negated.
    public VectorStoreCapabilities Needs => VectorStoreCapabilities.ArrayFields | VectorStoreCapabilities.Negation;

    public ValueTask<AccessScope> ResolveAsync(RagUser user, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        return sources.Count == 0
            ? new(ScopeOf(Standing(user, [])))
            : LookUpAsync(user, static standing => ScopeOf(standing), cancellationToken);
    }

    public ValueTask<AccessExplanation> ExplainAsync(RagUser user, IReadOnlyDictionary<string, FieldValue> fields, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(fields);
        return LookUpAsync(user, standing => new SchoolRolesExplanation(standing, fields).Explain(), cancellationToken);
    }

    public ValueTask<PermissionVerdict> CheckAsync(RagUser user, string permission, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        var wanted = SchoolPermissions.Require(permission);
        var definesPermissions = Book().DefinesPermissions;
        return sources.Count == 0
            ? new(SchoolPermissions.Of(Standing(user, []), definesPermissions, wanted))
            : LookUpAsync(user, standing => SchoolPermissions.Of(standing, definesPermissions, wanted), cancellationToken);
    }

    private static AccessScope ScopeOf(UserStanding standing) => AccessScope.For(standing.User, standing.ToFilter(), standing.ExpiresAt);

    private async ValueTask<TResult> LookUpAsync<TResult>(RagUser user, Func<UserStanding, TResult> then, CancellationToken cancellationToken)
    {
        var relations = new List<RagRelation>();
        foreach (var source in sources) relations.AddRange(await source.FindAsync(user, cancellationToken).ConfigureAwait(false));
        return then(Standing(user, relations));
    }

    private UserStanding Standing(RagUser user, IReadOnlyList<RagRelation> relations)
    {
        var reader = new StandingReader(Book(), user, _clock.Now());
        var standing = reader.Read(relations);
        foreach (var role in reader.Unknown) _unknown.Report(role);
        return standing;
    }

    // Options that changed are another object; two that find out at once make the same book.
    private RoleBook Book()
    {
        var now = options();
        return _book is { } book && ReferenceEquals(book.Options, now) ? book : _book = new(now, tenant);
    }
}
