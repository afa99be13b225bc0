namespace Edify.Rag.Hosting.Access;

/// <summary>Finds out what holds of one user at one time. Used once.</summary>
internal sealed class StandingReader(RoleBook book, RagUser user, Moment now)
{
    private static readonly char[] Separators = [',', ';'];

    private readonly List<RoleRule> _roles = new(user.Roles.Count);
    private List<string>? _classes;
    private List<string>? _wards;
    private List<string>? _subjects;
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

        var (grades, classes, taught) = (book.Grades.Of(user.Grades), book.Classes.Of(user.Classes), NamesOf(book.Classes, _classes));
        var principals = new List<FieldValue>(1 + grades.Principals.Count + classes.Principals.Count + taught.Principals.Count);
        if (book.Options.UserLists && OwnNames.PrincipalOf("user", user.Id) is { } self) principals.Add(self);
        principals.AddRange(grades.Principals);
        principals.AddRange(classes.Principals);
        principals.AddRange(taught.Principals);
        var ofClasses = classes.Filter | taught.Filter;
        var roles = book.SetOf(_roles, grades.Filter is not VectorFilter.NoneFilter, ofClasses is not VectorFilter.NoneFilter, now, ref _expiry);
        return new()
        {
            User = user,
            Roles = roles,
            Grades = grades.Filter,
            Classes = ofClasses,
            Wards = _wards ?? [],
            HeadedSubjects = NamesOf(book.Subjects, _subjects).Filter,
            Principals = principals,
            UnknownRoles = _unknown ?? [],
            LooksAtUsers = book.Options.UserLists,
            ExpiresAt = _expiry,
        };
    }

    private static OwnNames NamesOf(NameCache<OwnNames> known, List<string>? names) => names is null ? OwnNames.None : known.Of(names);

    private void AddRole(string? name)
    {
        if (string.IsNullOrWhiteSpace(name)) return;
        if (book.Find(name.Trim()) is { } rule)
        {
            _roles.Add(rule);
            return;
        }

        Unknown.Add(name);
        if (OwnNames.PrincipalOf("role", name) is { } principal) (_unknown ??= []).Add(principal);
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
        RelationKind.ClassTeacher => _classes ??= [],
        RelationKind.Guardian => _wards ??= [],
        RelationKind.SubjectHead => _subjects ??= [],
        _ => throw new InvalidOperationException($"A relation of kind {(int)kind} is not known."),
    };
}
