using Edify.Rag.Generation.Gateway;
using Edify.Rag.Shared.Composition;
using Microsoft.Extensions.AI;

namespace Edify.Rag;

/// <summary>Has several language models answer as one.</summary>
public static class GatewayRagBuilderExtensions
{
    /// <summary>
    /// Sets how the pipeline's language models share the calls: by routes, prices and one time limit. A pipeline has a gateway once it has
    /// two models, or one with limits; this gives it to a single model, too.
    /// </summary>
    /// <remarks>Its state is told by <see cref="IModelGateway"/>, which the pipeline's <see cref="IChatClient"/> gives by <c>GetService</c>.</remarks>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Changes the defaults.</param>
    public static IRagBuilder UseGateway(this IRagBuilder builder, Action<ChatGatewayOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddValidatedOptions<ChatGatewayOptions, ChatGatewayOptionsValidator>(configure);
        var models = ChatModels.Of(builder);
        models.RequireGateway();

        // With models to come, they take the stage.
        return models.Names.Count == 0 ? builder : builder.Use<IChatClient>(models.Description, models.Create);
    }
}
