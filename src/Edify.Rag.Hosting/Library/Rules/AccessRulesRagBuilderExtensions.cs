using Edify.Rag.Shared.Composition;

namespace Edify.Rag.Hosting.Library.Rules;

/// <summary>Verbs for access rules.</summary>
internal static class AccessRulesRagBuilderExtensions
{
    /// <summary>Keeps access rules in the state directory.</summary>
    public static IRagBuilder UseEmbeddedAccessRules(this IRagBuilder builder)
    {
        var name = builder.Name;
        return builder.Use<IAccessRuleStore>("embedded", sp => new FileAccessRuleStore(Path.Combine(sp.GetOptions<RagOptions>(name).StateDirectory, "access")));
    }
}
