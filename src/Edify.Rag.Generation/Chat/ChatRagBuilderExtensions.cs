using Edify.Rag.Generation.Gateway;
using Edify.Rag.Shared.Composition;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Edify.Rag;

/// <summary>Chooses the language models.</summary>
public static class ChatRagBuilderExtensions
{
    /// <summary>Has answers written by a language model; any <see cref="IChatClient"/> will do.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="factory">Makes the client, once; it must be safe for concurrent use.</param>
    /// <param name="name">What the description and reports call it; never blank. A model of this name is replaced.</param>
    /// <param name="configure">
    /// Sets the model's limits, and puts a gateway in front of it. When omitted and no other model or <c>UseGateway</c> follows, the client
    /// is called as it is.
    /// </param>
    /// <remarks>
    /// Called several times, the models are asked in that order: the next one when one fails before the first token of its answer. See
    /// <see cref="GatewayRagBuilderExtensions.UseGateway"/>.
    /// </remarks>
    public static IRagBuilder UseChat(
        this IRagBuilder builder, Func<IServiceProvider, IChatClient> factory, string name = "primary", Action<ChatModelOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(factory);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        builder.AddValidatedOptions<ChatGatewayOptions, ChatGatewayOptionsValidator>(null);
        var limits = builder.Services.AddOptions<ChatModelOptions>(RagServices.ModelOf(builder.Name, name));
        if (configure is not null) limits.Configure(configure);
        limits.ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ChatModelOptions>, ChatModelOptionsValidator>());

        var models = ChatModels.Of(builder);
        models.Set(name, factory);
        if (configure is not null) models.RequireGateway();
        return builder.Use(models.Description, models.Create);
    }
}
