using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag;

/// <summary>Verbs for what is checked when a host starts.</summary>
public static class StartupCheckRagBuilderExtensions
{
    /// <summary>Changes what a host checks before it serves; see <see cref="StartupCheckOptions"/>.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Changes the options.</param>
    public static IRagBuilder ConfigureStartupChecks(this IRagBuilder builder, Action<StartupCheckOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.Configure(builder.Name, configure);
        return builder;
    }
}
