using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Edify.Rag.Shared.Composition;

/// <summary>Options of one pipeline: named after it, validated at start-up.</summary>
internal static class RagOptionsExtensions
{
    private const DynamicallyAccessedMemberTypes Constructor = DynamicallyAccessedMemberTypes.PublicParameterlessConstructor;

    public static void AddValidatedOptions<
        [DynamicallyAccessedMembers(Constructor)] TOptions,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TValidator>(this IRagBuilder builder, Action<TOptions>? configure)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = builder.Services.AddOptions<TOptions>(builder.Name);
        if (configure is not null) options.Configure(configure);
        options.ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TOptions>, TValidator>());
    }

    public static TOptions GetOptions<[DynamicallyAccessedMembers(Constructor)] TOptions>(this IServiceProvider services, string name) where TOptions : class =>
        services.GetRequiredService<IOptionsMonitor<TOptions>>().Get(name);

    public static TimeProvider GetTime(this IServiceProvider services) => services.GetService<TimeProvider>() ?? TimeProvider.System;
}
