using Edify.Rag.Hosting.Conversations.Embedded;
using Edify.Rag.Shared.Composition;

namespace Edify.Rag;

/// <summary>Chooses where conversations are kept, and how.</summary>
public static class ConversationRagBuilderExtensions
{
    /// <summary>Keeps conversations in the state directory, a file for each. This is the default.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Changes the options.</param>
    public static IRagBuilder UseEmbeddedConversations(this IRagBuilder builder, Action<ConversationOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var name = builder.Name;
        if (configure is not null) builder.ConfigureConversations(configure);
        return builder.Use<IConversationStore>(
            "embedded", sp => new FileConversationStore(Path.Combine(sp.GetOptions<RagOptions>(name).StateDirectory, "conversations"), sp.GetTime()));
    }

    /// <summary>Keeps conversations in a store of yours.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="factory">Makes the store, once.</param>
    /// <param name="name">What the description calls it; never blank.</param>
    public static IRagBuilder UseConversations(this IRagBuilder builder, Func<IServiceProvider, IConversationStore> factory, string name = "custom")
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Use(name, factory);
    }

    /// <summary>Changes whether and how long conversations are kept, and how much of them a question is answered with.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Changes the options.</param>
    public static IRagBuilder ConfigureConversations(this IRagBuilder builder, Action<ConversationOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddValidatedOptions<ConversationOptions, ConversationOptionsValidator>(configure);
        return builder;
    }
}
