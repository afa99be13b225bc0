using Edify.Rag.Shared.Composition;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag;

/// <summary>Lets configuration choose Qdrant: hand this to <c>AddEdifyRag</c>.</summary>
public static class QdrantProviders
{
    extension(RagProvider)
    {
        /// <summary><c>EdifyRag:Vectors:Provider = Qdrant</c>, with the options in <c>EdifyRag:Vectors:Qdrant</c>.</summary>
        public static RagProvider Qdrant => new("Vectors", "Qdrant", static (rag, section) =>
        {
            rag.Services.Configure<QdrantOptions>(rag.Name, section, SettingsBinding.Strict<QdrantOptions>(section));
            rag.UseQdrant();
        });
    }
}
