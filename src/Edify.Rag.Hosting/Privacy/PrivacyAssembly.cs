using Edify.Rag.Hosting.Composition;
using Edify.Rag.Hosting.Privacy.Detection;
using Edify.Rag.Hosting.Privacy.LocalOnly;
using Edify.Rag.Hosting.Privacy.Redaction;
using Edify.Rag.Shared.Composition;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Edify.Rag.Hosting.Privacy;

/// <summary>What keeps persons' data where they belong, in every pipeline.</summary>
internal static class PrivacyAssembly
{
    public static void Begin(RagBuilder builder)
    {
        var name = builder.Name;
        builder.AddValidatedOptions<PiiDetectionOptions, PiiDetectionOptionsValidator>(null);
        builder.AddValidatedOptions<LocalOnlyGate, LocalOnlyValidator>(null);
        builder.Services.AddKeyedSingleton<IChatModelDecorator>(name, (services, _) => new ModelPrivacy(
            services.GetOptions<RagOptions>(name).LocalOnly,
            services.GetKeyedService<RedactionWanted>(name) is null ? null : services.GetRag<IPiiDetector>(name),
            NetworkOf(services, name)));
    }

    public static void Complete(RagBuilder builder)
    {
        var name = builder.Name;
        if (!builder.Has<IPiiDetector>()) builder.Services.AddKeyedSingleton<IPiiDetector>(name, (services, _) => DetectionAssembly.Create(services, name));
        builder.Services.AddKeyedSingleton<ITextRedactor>(name, (services, _) => new PiiTextRedactor(services.GetRag<IPiiDetector>(name)));
        if (name != RagServices.DefaultName) return;
        builder.Services.TryAddSingleton(services => services.GetRag<IPiiDetector>());
        builder.Services.TryAddSingleton(services => services.GetRag<ITextRedactor>());
    }

    /// <summary>A model that did not go through the verbs of models: one of the host's own.</summary>
    public static IChatClient Redacting(IChatClient client, IServiceProvider services, string name)
    {
        var isDone = client.GetService(typeof(IModelGateway)) is not null || client.GetService(typeof(RedactingChatClient)) is not null;
        return isDone || PlaceOf.Model(client).IsInProcess ? client : new RedactingChatClient(client, services.GetRag<IPiiDetector>(name), NetworkOf(services, name));
    }

    /// <summary>An embedder elsewhere with redaction around it; a local one as it is.</summary>
    public static IEmbeddingGenerator<string, Embedding<float>> Redacting(IEmbeddingGenerator<string, Embedding<float>> embedder, IServiceProvider services, string name) =>
        NetworkOf(services, name)().IsLocal(PlaceOf.Embedder(embedder)) ? embedder : new RedactingEmbeddingGenerator(embedder, services.GetRequiredKeyedService<ITextRedactor>(name));

    public static Func<LocalNetwork> NetworkOf(IServiceProvider services, string name)
    {
        var network = new LocalNetwork(services.GetOptions<RagOptions>(name).LocalHosts);
        return () => network;
    }

    /// <summary>Says that models elsewhere get no names.</summary>
    internal sealed class RedactionWanted;
}
