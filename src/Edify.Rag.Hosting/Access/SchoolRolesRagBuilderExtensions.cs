using Edify.Rag.Hosting.Access;
using Edify.Rag.Shared.Composition;
using Edify.Rag.Shared.Logging;
using Edify.Rag.Shared.Options;

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
        var name = builder.Name;
        return builder.Use<IAccessPolicy>("school roles", sp => new SchoolRolesPolicy(
            sp.Live<SchoolRolesOptions>(name), sp.GetOptions<RagOptions>(name).Tenant, sp.GetRagAll<IRelationSource>(name), sp.GetTime(), sp.GetLogger<SchoolRolesPolicy>()));
    }

    /// <summary>Asks a source of yours, such as a school's directory, how users stand to roles, classes, pupils and subjects.</summary>
    /// <remarks>Several are asked one after the other, and what they say adds up, also with <see cref="SchoolRolesOptions.Relations"/>.</remarks>
    /// <param name="builder">The pipeline.</param>
    /// <param name="factory">Makes the source, once.</param>
    /// <param name="name">What the description calls it; never blank.</param>
    public static IRagBuilder UseRelations(this IRagBuilder builder, Func<IServiceProvider, IRelationSource> factory, string name = "custom")
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(name, factory);
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
