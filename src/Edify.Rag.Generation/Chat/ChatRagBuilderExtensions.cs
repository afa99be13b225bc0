using Microsoft.Extensions.AI;

namespace Edify.Rag;

/// <summary>Chooses the language model.</summary>
public static class ChatRagBuilderExtensions
{
    /// <summary>Has answers written by a language model; any <see cref="IChatClient"/> will do.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="factory">Makes the client, once; it must be safe for concurrent use.</param>
    /// <param name="name">What the description calls it; never blank.</param>
    /// <remarks>The pipeline asks one model: the last choice wins.</remarks>
    public static IRagBuilder UseChat(this IRagBuilder builder, Func<IServiceProvider, IChatClient> factory, string name = "primary")
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(factory);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return builder.Use(name, factory);
    }
}
