namespace Edify.Rag.Hosting.Access;

/// <summary>Finds out what holds of one user at one time. Used once.</summary>
internal sealed class StandingReader(RoleBook book, RagUser user, Moment now)
{
    private static readonly char[] Separators = [',', ';'];

    private readonly List<RoleRule> _roles = new(user.Roles.Count);
    private readonly List<string> _classes = [];
    private readonly List<string> _wards = [];
    private readonly List<string> _subjects = [];
    private List<FieldValue>? _unknown;
    private DateTimeOffset? _expiry;

    /// <summary>Roles of the user that are not known, as they were given.</summary>
    public List<string> Unknown { get; } = [];

    /// <param name="relations">What relation sources say of the user.</param>
    public UserStanding Read(IReadOnlyList<RagRelation> relations)
    {
        foreach (var role in user.Roles) AddRole(role);
        foreach (var relation in book.RelationsOf(user)) Add(relation);
        foreach (var relation in relations) Add(relation);
        if (user.Attributes.Count > 0) AddAttributes();

        var principals = new List<FieldValue>(1 + user.Grades.Count + user.Classes.Count + _classes.Count);
        if (book.Options.UserLists && OwnName.PrincipalOf("user", user.Id) is { } self) principals.Add(self);
        var grades = Named(RagFields.Grade, user.Grades, book.Grades, OwnName.OfGrade, principals);
        var classes = Named(RagFields.Class, user.Classes, book.Classes, OwnName.OfClass, principals)
            | Named(RagFields.Class, _classes, book.Classes, OwnName.OfClass, principals);
        var roles = book.SetOf(_roles, grades is not VectorFilter.NoneFilter, classes is not VectorFilter.NoneFilter, now, ref _expiry);
        return new()
        {
            User = user,
            Roles = roles,
            Grades = grades,
            Classes = classes,
            Wards = _wards,
            HeadedSubjects = _subjects,
            Principals = principals,
            UnknownRoles = _unknown ?? [],
            LooksAtUsers = book.Options.UserLists,
            ExpiresAt = _expiry,
        };
    }

    private static VectorFilter Named(
        string field, IReadOnlyCollection<string> names, BoundedCache<OwnName> known, Func<string, OwnName> make, List<FieldValue> principals)
    {
        if (names.Count == 0) return VectorFilter.None;
        IReadOnlyList<FieldValue>? first = null;
        List<FieldValue>? all = null;
        foreach (var name in names)
        {
            if (string.IsNullOrWhiteSpace(name)) continue;
            var own = known.GetOrMake(name, make, static (text, of) => of(text));
            if (own.Principal is { } principal) principals.Add(principal);
            if (first is null) first = own.Spellings;
            else (all ??= [.. first]).AddRange(own.Spellings);
        }

        return first is null ? VectorFilter.None : VectorFilter.AnyOf(field, all ?? first);
    }

    private void AddRole(string? name)
    {
        if (string.IsNullOrWhiteSpace(name)) return;
        if (book.Find(name.Trim()) is { } rule)
        {
            _roles.Add(rule);
            return;
        }

        Unknown.Add(name);
        if (OwnName.PrincipalOf("role", name) is { } principal) (_unknown ??= []).Add(principal);
    }

    private void Add(RagRelation relation)
    {
        var term = new Term(relation.From, relation.Until);
        if (term.NextChange(now) is { } change && !(_expiry <= change)) _expiry = change;
        if (string.IsNullOrWhiteSpace(relation.Of) || !term.Holds(now)) return;
        if (relation.Kind == RelationKind.Role) AddRole(relation.Of);
        else ListOf(relation.Kind).Add(relation.Of.Trim());
    }

    private void AddAttributes()
    {
        AddListed(book.Options.ClassTeacherAttribute, RelationKind.ClassTeacher);
        AddListed(book.Options.GuardianAttribute, RelationKind.Guardian);
        AddListed(book.Options.SubjectHeadAttribute, RelationKind.SubjectHead);
    }

    private void AddListed(string attribute, RelationKind kind)
    {
        if (!user.Attributes.TryGetValue(attribute, out var listed) || string.IsNullOrWhiteSpace(listed)) return;
        ListOf(kind).AddRange(listed.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    private List<string> ListOf(RelationKind kind) => kind switch
    {
        RelationKind.ClassTeacher => _classes,
        RelationKind.Guardian => _wards,
        RelationKind.SubjectHead => _subjects,
        _ => throw new InvalidOperationException($"A relation of kind {(int)kind} is not known."),
    };
}
