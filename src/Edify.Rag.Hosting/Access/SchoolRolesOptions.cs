using Microsoft.Extensions.Options;

namespace Edify.Rag;

/// <summary>Which role sees which part of a school's content.</summary>
public sealed class SchoolRolesOptions
{
    /// <summary>Roles by name, compared without case. A role that is not listed grants nothing.</summary>
    /// <value>
    /// Default: empty, which stands for the shipped roles. admin: sop, knowledge_bank, general. teacher: knowledge_bank,
    /// general. student: knowledge_bank, of the student's own grades only. Each also sees its own files. Naming one role
    /// replaces all shipped ones.
    /// </value>
    public IDictionary<string, SchoolRole> Roles { get; } = new Dictionary<string, SchoolRole>(StringComparer.OrdinalIgnoreCase);
}

/// <summary>What one role sees.</summary>
public sealed class SchoolRole
{
    /// <summary>Modules: values of the field <see cref="RagFields.Module"/>.</summary>
    /// <value>Default: empty.</value>
    public IList<string> Modules { get; } = [];

    /// <summary>Whether only documents of the user's own grades are seen. A user without a grade then sees nothing through this role.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool OwnGradesOnly { get; set; }

    /// <summary>Whether the user's own files (<see cref="RagModules.Personal"/>) are seen as well.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool OwnFiles { get; set; }
}

/// <summary>Checks <see cref="SchoolRolesOptions"/>.</summary>
internal sealed class SchoolRolesOptionsValidator : IValidateOptions<SchoolRolesOptions>
{
    public ValidateOptionsResult Validate(string? name, SchoolRolesOptions options)
    {
        foreach (var (role, rule) in options.Roles)
        {
            if (string.IsNullOrWhiteSpace(role)) return ValidateOptionsResult.Fail("SchoolRoles: a role has a blank name.");
            if (rule.Modules.Any(string.IsNullOrWhiteSpace)) return ValidateOptionsResult.Fail($"SchoolRoles: role '{role}' names a blank module.");
            if (rule.Modules.Contains(RagModules.Personal))
                return ValidateOptionsResult.Fail(
                    $"SchoolRoles: role '{role}' names the module '{RagModules.Personal}', which would open every user's own files; set OwnFiles instead.");
        }

        return ValidateOptionsResult.Success;
    }
}
