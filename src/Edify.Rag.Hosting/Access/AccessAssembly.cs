using Edify.Rag.Hosting.Composition;
using Edify.Rag.Shared.Composition;
using Edify.Rag.Shared.Logging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Edify.Rag.Hosting.Access;

/// <summary>What a pipeline has of its access policy besides scopes: permissions and explanations.</summary>
internal static class AccessAssembly
{
    /// <summary>Refuses who may not ask: within all other decorators, so that those which count and record see the refusal.</summary>
    public static void Begin(RagBuilder builder)
    {
        var name = builder.Name;
        builder.Decorate<IRagAssistant>("permissions", (inner, sp) => new PermittedAssistant(
            inner, sp.GetRag<IPermissionCheck>(name), sp.GetRag<IAccessPolicy>(name), sp.GetTime()));
    }

    public static void AddTo(IServiceCollection services, string name)
    {
        services.AddKeyedSingleton<IPermissionCheck>(name, (sp, _) => new PolicyPermissions(sp.GetRag<IAccessPolicy>(name), sp.GetLogger<PolicyPermissions>()));
        services.AddKeyedSingleton<IAccessExplainer>(name, (sp, _) => new PolicyExplainer(sp.GetRag<IAccessPolicy>(name)));
        if (name != RagServices.DefaultName) return;
        services.TryAddSingleton(sp => sp.GetRag<IPermissionCheck>());
        services.TryAddSingleton(sp => sp.GetRag<IAccessExplainer>());
    }
}
