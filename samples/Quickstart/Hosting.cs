using Edify.Rag;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Quickstart;

/// <summary>The ways to add Edify.Rag to a host, as the README shows them.</summary>
internal static class Hosting
{
    public static void Forms(IServiceCollection services, IConfiguration configuration)
    {
        // begin-snippet: forms
        services.AddEdifyRag();                                            // ./content → ./.edify, all of it embedded
        services.AddEdifyRag(configuration.GetSection("EdifyRag"));        // everything from configuration
        services.AddEdifyRag("sop", rag => rag                             // a second pipeline beside the first
            .UseFolder(o => o.Path = "/data/procedures")
            .UseStateDirectory("/var/lib/edify/sop")
            .UseRecursiveChunker(o => o.Size = 800)
            .UseSchoolRoles());
        // end-snippet
    }

    public static void Parts(
        IServiceCollection services, IEmbeddingGenerator<string, Embedding<float>> embedder, IChatClient model, Func<IServiceProvider, IVectorStore> store)
    {
        // begin-snippet: parts
        services.AddEdifyRag(rag => rag
            .Use("my embedder", _ => embedder)     // any IEmbeddingGenerator<string, Embedding<float>>
            .UseChat(_ => model, name: "primary")  // any IChatClient
            .Use("my store", store));              // any IVectorStore
        // end-snippet
    }
}
