using Edify.Rag.MongoDb;
using Edify.Rag.MongoDb.Client;
using Edify.Rag.MongoDb.Settings;
using Edify.Rag.MongoDb.Vectors;
using Edify.Rag.Shared.Composition;
using Edify.Rag.Shared.Logging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Edify.Rag;

/// <summary>Keeps vectors in MongoDB.</summary>
public static class MongoDbRagBuilderExtensions
{
    private const string Provider = "mongodb";

    /// <summary>Keeps vectors in MongoDB: vector search, search by words and hybrid search, written by any number of machines.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Sets the options; the connection string is needed.</param>
    public static IRagBuilder UseMongoDb(this IRagBuilder builder, Action<MongoDbOptions>? configure = null)
    {
        builder.AddValidatedOptions<MongoDbOptions, MongoDbOptionsValidator>(configure);
        var name = builder.Name;

        // Of the container's own, so that connections are closed with it.
        builder.Services.TryAddKeyedSingleton(name, (sp, _) => ClientOf(sp, sp.GetOptions<MongoDbOptions>(name)));
        return builder.Use<IVectorStore>(Provider, sp =>
        {
            var client = sp.GetRequiredKeyedService<MongoClient>(name);
            return StoreOf(sp, name, client, client.Location, client.Database);
        });
    }

    /// <summary>The same over a channel of one's own, such as one over the official driver.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="channel">Gives the channel. Whoever made it disposes it.</param>
    /// <param name="configure">Sets the options; those of the connection are not used.</param>
    public static IRagBuilder UseMongoDb(this IRagBuilder builder, Func<IServiceProvider, IMongoCommandChannel> channel, Action<MongoDbOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(channel);
        builder.AddValidatedOptions<MongoDbOptions, MongoDbOptionsValidator>(options =>
        {
            options.HasChannel = true;
            configure?.Invoke(options);
        });
        var name = builder.Name;
        return builder.Use<IVectorStore>(Provider, sp => StoreOf(sp, name, channel(sp), "a channel of the host", null));
    }

    private static MongoClient ClientOf(IServiceProvider services, MongoDbOptions options) => new(
        CaFileOption.Apply(options.ConnectionString, options.CaFile), services.GetTime(), services.GetLogger<MongoClient>());

    private static MongoDbVectorStore StoreOf(IServiceProvider services, string name, IMongoCommandChannel channel, string location, string? database)
    {
        var options = services.GetOptions<MongoDbOptions>(name);
        return new(
            new MongoDbDatabase(channel, options.Database ?? database ?? MongoDbDatabase.DefaultName, location, options.CommandTimeout, services.GetTime()),
            options,
            services.GetTime(),
            services.GetLogger<MongoDbVectorStore>());
    }
}
