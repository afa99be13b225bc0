using System.Diagnostics.CodeAnalysis;
using Edify.Rag.Shared.Logging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Edify.Rag.Shared.Options;

/// <summary>Settings as they are at the time they are asked for.</summary>
/// <remarks>A change that can't work is reported once and not applied: who mistypes a setting must not stop all questions.</remarks>
internal sealed class LiveOptions<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
    IOptionsMonitor<TOptions> monitor, string name, ILogger logger) where TOptions : class
{
    private volatile TOptions? _valid;
    private volatile string? _told;

    /// <exception cref="OptionsValidationException">They were never valid.</exception>
    public TOptions Current
    {
        get
        {
            try
            {
                return _valid = monitor.Get(name);
            }
            catch (Exception e) when (_valid is not null)
            {
                // Of any kind: not only validation fails, but also the reading of what somebody typed.
                if (_told != e.Message) logger.SettingsNotApplied(e, typeof(TOptions).Name);
                _told = e.Message;
                return _valid;
            }
        }
    }
}

/// <summary>Finds settings that may change while the host runs.</summary>
internal static class LiveOptionsExtensions
{
    /// <summary>Reads options as they are each time it is called.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="name">The options' name, which is the pipeline's or that of a model of it.</param>
    public static Func<TOptions> Live<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
        this IServiceProvider services, string name) where TOptions : class
    {
        var live = new LiveOptions<TOptions>(services.GetRequiredService<IOptionsMonitor<TOptions>>(), name, services.GetLogger<LiveOptions<TOptions>>());
        return () => live.Current;
    }
}

internal static partial class LiveOptionsLog
{
    [LoggerMessage(90, LogLevel.Error, "Changed settings of {Options} can't work and are not applied; those of before are kept.")]
    public static partial void SettingsNotApplied(this ILogger logger, Exception exception, string options);
}
