using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edify.Rag.Shared.Logging;

internal static class LoggerServices
{
    /// <summary>The host's logger; one that says nothing in a host without logging, such as a bare service collection.</summary>
    public static ILogger<T> GetLogger<T>(this IServiceProvider services) => services.GetService<ILogger<T>>() ?? NullLogger<T>.Instance;
}
