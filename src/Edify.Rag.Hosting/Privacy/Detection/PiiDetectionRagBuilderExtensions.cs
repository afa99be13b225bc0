using Edify.Rag.Hosting.Privacy.Detection;
using Edify.Rag.Shared.Composition;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag;

/// <summary>Says what identifies a person.</summary>
public static class PiiDetectionRagBuilderExtensions
{
    /// <summary>Changes what counts as identifying a person. The pipeline's <see cref="IPiiDetector"/> and <see cref="ITextRedactor"/> go by it.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Changes the options.</param>
    public static IRagBuilder ConfigurePiiDetection(this IRagBuilder builder, Action<PiiDetectionOptions> configure)
    {
        builder.AddValidatedOptions<PiiDetectionOptions, PiiDetectionOptionsValidator>(configure);
        return builder;
    }

    /// <summary>Adds a school's names, such as those of its pupils. Called several times, all of them count.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="factory">Makes the directory, once.</param>
    public static IRagBuilder AddNameDirectory(this IRagBuilder builder, Func<IServiceProvider, INameDirectory> factory)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(factory);
        builder.Services.AddKeyedSingleton(builder.Name, (services, _) => factory(services));
        return builder;
    }

    /// <summary>Adds a school's names from where the host has them, such as a database.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="names">Reads them; it may be called from any thread.</param>
    /// <param name="every">After what time they are read anew; <see langword="null"/> for 10 minutes, zero for never.</param>
    public static IRagBuilder AddNames(this IRagBuilder builder, Func<IServiceProvider, IEnumerable<string>> names, TimeSpan? every = null)
    {
        ArgumentNullException.ThrowIfNull(names);
        return builder.AddNameDirectory(services => new NamesOfHost(() => names(services), every ?? TimeSpan.FromMinutes(10), services.GetTime()));
    }

    /// <summary>Adds a detector of one's own beside those of the package. Of two readings of a place the longer wins.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="factory">Makes the detector, once; it must be safe for concurrent use.</param>
    public static IRagBuilder AddPiiDetector(this IRagBuilder builder, Func<IServiceProvider, IPiiDetector> factory)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(factory);
        builder.Services.AddKeyedSingleton(builder.Name, (services, _) => new DetectionAssembly.OwnDetector(factory(services)));
        return builder;
    }
}
