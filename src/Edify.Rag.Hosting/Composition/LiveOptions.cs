using System.Diagnostics.CodeAnalysis;
using Edify.Rag.Shared.Logging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Edify.Rag.Hosting.Composition;

/// <summary>Settings as they are at the time they are asked for.</summary>
/// <remarks>A change that can't work is reported once and not applied: who mistypes a setting must not stop all questions.</remarks>
internal sealed class LiveOptions<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
    IOptionsMonitor<TOptions> monitor, string name, ILogger logger) where TOptions : class
{
    private volatile TOptions? _last;
    private volatile string? _reported;

    /// <exception cref="OptionsValidationException">They never worked.</exception>
    public TOptions Current
    {
        get
        {
            try
            {
                return _last = monitor.Get(name);
            }
            catch (Exception e) when (_last is not null)
            {
                if (_reported != e.Message) logger.SettingsNotApplied(e, typeof(TOptions).Name);
                _reported = e.Message;
                return _last;
            }
        }
    }
}

/// <summary>Finds settings that may change while the host runs.</summary>
internal static class LiveOptionsExtensions
{
    public static Func<TOptions> Live<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
        this IServiceProvider services, string name) where TOptions : class
    {
        var live = new LiveOptions<TOptions>(services.GetRequiredService<IOptionsMonitor<TOptions>>(), name, services.GetLogger<LiveOptions<TOptions>>());
        return () => live.Current;
    }
}
