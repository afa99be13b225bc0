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

    public static void Access(IServiceCollection services)
    {
        // begin-snippet: policy-use
        services.AddEdifyRag(rag => rag.UseAccessPolicy(_ => new ClubPolicy()));
        // end-snippet
    }

    public static void Roles(IServiceCollection services)
    {
        // begin-snippet: roles
        services.AddEdifyRag(rag => rag.UseSchoolRoles(o =>
        {
            o.Roles["staff"] = new() { Modules = { RagModules.General }, Permissions = { RagPermissions.ChatCreate, RagPermissions.DocumentsRead } };
            o.Roles["teacher"] = new() { Inherits = { "staff" }, Modules = { RagModules.KnowledgeBank }, OwnFiles = true, HeadedSubjects = true };
            o.Roles["examiner"] = new() { Modules = { "exams" }, Grades = { "10", "12" }, Until = new(2027, 7, 31, 0, 0, 0, TimeSpan.Zero) };
            o.Relations.Add(new() { User = "meera", Kind = RelationKind.SubjectHead, Of = "Science" });
        }));
        // end-snippet
    }
}
