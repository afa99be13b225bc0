using Edify.Rag.Hosting.Access;
using Edify.Rag.Shared.Composition;

namespace Edify.Rag;

/// <summary>Verbs for access.</summary>
public static class SchoolRolesRagBuilderExtensions
{
    /// <summary>Decides by a school's roles, modules and grades; see <see cref="SchoolRolesOptions"/>.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Changes the options.</param>
    public static IRagBuilder UseSchoolRoles(this IRagBuilder builder, Action<SchoolRolesOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddValidatedOptions<SchoolRolesOptions, SchoolRolesOptionsValidator>(configure);
        return builder.Use<IAccessPolicy>("school roles", sp => new SchoolRolesPolicy(sp.GetOptions<SchoolRolesOptions>(builder.Name)));
    }

    /// <summary>Decides by your own policy. It is wrapped so that an exception denies.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="factory">Makes the policy.</param>
    public static IRagBuilder UseAccessPolicy(this IRagBuilder builder, Func<IServiceProvider, IAccessPolicy> factory)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Use("custom policy", factory);
    }
}
