using Edify.Rag.Shared.Composition;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag;

/// <summary>Lets configuration choose MongoDB: hand this to <c>AddEdifyRag</c>.</summary>
public static class MongoDbProviders
{
    extension(RagProvider)
    {
        /// <summary><c>EdifyRag:Vectors:Provider = MongoDb</c>, with the options in <c>EdifyRag:Vectors:MongoDb</c>.</summary>
        public static RagProvider MongoDb => new("Vectors", "MongoDb", static (rag, section) =>
        {
            rag.Services.Configure<MongoDbOptions>(rag.Name, section, SettingsBinding.Strict<MongoDbOptions>(section));
            rag.UseMongoDb();
        });
    }
}
