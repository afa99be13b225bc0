namespace Edify.Rag;

/// <summary>Which role sees which part of a school's content, and may do what.</summary>
/// <remarks>
/// A change takes effect with the next question. Where rules meet, this is their order: a document's own denial, the document's own
/// list of whom it is for, then the union of what all of the user's roles see. No role takes away what another one gives.
/// </remarks>
public sealed class SchoolRolesOptions
{
    /// <summary>Roles by name, compared without case. A role that is not listed grants nothing.</summary>
    /// <value>
    /// Default: empty, which stands for the shipped roles. admin: sop, knowledge_bank, general, and every permission. teacher:
    /// knowledge_bank, general, those of subjects that they head among them. student: knowledge_bank, of the student's own grades
    /// only. guardian: the files of their pupils. All but guardians also see their own files; all may ask and read, all but
    /// guardians write their own, and teachers write what they see. Naming one role replaces all shipped ones.
    /// </value>
    public IDictionary<string, SchoolRole> Roles { get; } = new Dictionary<string, SchoolRole>(StringComparer.OrdinalIgnoreCase);

    /// <summary>How users stand to roles, classes, pupils and subjects, beside what their claims and an <see cref="IRelationSource"/> say.</summary>
    /// <value>Default: empty.</value>
    public IList<SchoolRelation> Relations { get; } = [];

    /// <summary>
    /// Whether documents' own lists may name single users. Without it users of the same roles, grades and classes have equal scopes, as
    /// far as no role has <see cref="SchoolRole.OwnFiles"/>, and share cached answers. A document that allows single users is then not
    /// for them, and one that denies single users is for nobody, since it can't be told for whom it is.
    /// </summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool UserLists { get; set; } = true;

    /// <summary>The key in <see cref="RagUser.Attributes"/> that holds the classes a user teaches, separated by commas.</summary>
    /// <value>Default: teacher_of.</value>
    public string ClassTeacherAttribute { get; set; } = "teacher_of";

    /// <summary>The key in <see cref="RagUser.Attributes"/> that holds the ids of the pupils whose guardian a user is, separated by commas.</summary>
    /// <value>Default: guardian_of.</value>
    public string GuardianAttribute { get; set; } = "guardian_of";

    /// <summary>The key in <see cref="RagUser.Attributes"/> that holds the subjects a user heads, separated by commas.</summary>
    /// <value>Default: head_of.</value>
    public string SubjectHeadAttribute { get; set; } = "head_of";
}

/// <summary>What one role sees and may do, besides what it inherits.</summary>
public sealed class SchoolRole
{
    /// <summary>Roles whose rights this one has as well, with their limits: what an inherited role sees of own grades only stays so.</summary>
    /// <value>Default: empty.</value>
    public IList<string> Inherits { get; } = [];

    /// <summary>Permissions, such as <c>chat:create</c>, <c>documents:*</c> or <c>admin:*</c>; see <see cref="RagPermissions"/>.</summary>
    /// <remarks>
    /// While no role at all names one, whoever has a role may ask and read, and nobody may write or administrate.
    /// </remarks>
    /// <value>Default: empty.</value>
    public IList<string> Permissions { get; } = [];

    /// <summary>Modules: values of the field <see cref="RagFields.Module"/>.</summary>
    /// <value>Default: empty.</value>
    public IList<string> Modules { get; } = [];

    /// <summary>Only documents of these grades are seen of the modules, however they are written ("7", "Grade 7"). Not together with <see cref="OwnGradesOnly"/>.</summary>
    /// <value>Default: empty, which does not limit them.</value>
    public IList<string> Grades { get; } = [];

    /// <summary>Only documents of these subjects are seen of the modules.</summary>
    /// <value>Default: empty, which does not limit them.</value>
    public IList<string> Subjects { get; } = [];

    /// <summary>Whether only documents of the user's own grades are seen. A user without a grade then sees nothing through this role.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool OwnGradesOnly { get; set; }

    /// <summary>Whether only documents of the user's own or taught classes are seen (<see cref="RagFields.Class"/>). A user without a class then sees nothing through this role.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool OwnClassesOnly { get; set; }

    /// <summary>Whether the user's own files (<see cref="RagModules.Personal"/>) are seen as well.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool OwnFiles { get; set; }

    /// <summary>Whether the files of pupils whose guardian the user is are seen as well.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool WardFiles { get; set; }

    /// <summary>Whether the modules are also seen in all subjects that the user heads, of whichever grade and class.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool HeadedSubjects { get; set; }

    /// <summary>When the role begins to count, included; <see langword="null"/> when it always did.</summary>
    /// <value>Default: none.</value>
    public DateTimeOffset? From { get; set; }

    /// <summary>When the role ends to count, not included; <see langword="null"/> when it does not.</summary>
    /// <value>Default: none.</value>
    public DateTimeOffset? Until { get; set; }
}

/// <summary>How one user stands to a role, a class, a pupil or a subject.</summary>
public sealed class SchoolRelation
{
    /// <summary>The user's tenant.</summary>
    /// <value>Default: empty, which is the pipeline's (<see cref="RagOptions.Tenant"/>).</value>
    public string Tenant { get; set; } = string.Empty;

    /// <summary>The user's id, compared as it is.</summary>
    /// <value>Default: empty, which is refused at start-up.</value>
    public string User { get; set; } = string.Empty;

    /// <summary>Which relation.</summary>
    /// <value>Default: Role.</value>
    public RelationKind Kind { get; set; }

    /// <summary>To what: a role, a class, the id of a pupil, a subject.</summary>
    /// <value>Default: empty, which is refused at start-up.</value>
    public string Of { get; set; } = string.Empty;

    /// <summary>When it begins, included; <see langword="null"/> when it always was.</summary>
    /// <value>Default: none.</value>
    public DateTimeOffset? From { get; set; }

    /// <summary>When it ends, not included; <see langword="null"/> when it does not.</summary>
    /// <value>Default: none.</value>
    public DateTimeOffset? Until { get; set; }
}
