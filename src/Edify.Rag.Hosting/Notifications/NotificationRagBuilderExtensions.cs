using Edify.Rag.Hosting.Notifications.Webhooks;
using Edify.Rag.Shared.Composition;
using Edify.Rag.Shared.Options;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Edify.Rag;

/// <summary>Has others than the user told of the ends of tasks.</summary>
public static class NotificationRagBuilderExtensions
{
    /// <summary>Tells of ends by signed webhooks, as Standard Webhooks (https://www.standardwebhooks.com) describes them.</summary>
    /// <remarks>A delivery that fails is repeated after 5 seconds, then later and later, eight times within half a day.</remarks>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Sets the options; a secret is needed.</param>
    public static IRagBuilder UseWebhooks(this IRagBuilder builder, Action<WebhookOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var name = builder.Name;
        builder.AddValidatedOptions<WebhookOptions, WebhookOptionsValidator>(configure);
        if (builder.Services.Any(s => s.ServiceType == typeof(WebhookGuard) && Equals(s.ServiceKey, name))) return builder;
        builder.Services.TryAddKeyedSingleton(name, (sp, _) => new WebhookGuard(sp.Live<WebhookOptions>(name)));
        return builder.AddNotifier(sp => new WebhookNotifier(sp.Live<WebhookOptions>(name), sp.GetTime()), "webhook");
    }

    /// <summary>Tells of ends by a notifier of yours.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="factory">Makes it, once.</param>
    /// <param name="name">What the description calls it; never blank.</param>
    public static IRagBuilder AddNotifier(this IRagBuilder builder, Func<IServiceProvider, IRagNotifier> factory, string name = "custom")
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(name, factory);
    }
}
