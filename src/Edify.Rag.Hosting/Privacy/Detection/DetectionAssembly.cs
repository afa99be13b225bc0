using Edify.Rag.Hosting.Privacy.Detection.Finders;
using Edify.Rag.Shared.Options;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Hosting.Privacy.Detection;

/// <summary>Puts a pipeline's detection together.</summary>
internal static class DetectionAssembly
{
    public static PiiScanner Create(IServiceProvider services, string name)
    {
        var directories = services.GetKeyedServices<INameDirectory>(name).ToList();
        return new(services.Live<PiiDetectionOptions>(name), options => Finders(options, directories), [.. services.GetKeyedServices<OwnDetector>(name).Select(own => own.Detector)]);
    }

    private static List<ISpanFinder> Finders(PiiDetectionOptions options, List<INameDirectory> directories)
    {
        var finders = new List<ISpanFinder>();
        Add(PiiKind.Email, () => new EmailFinder());
        Add(PiiKind.Iban, () => new IbanFinder());
        Add(PiiKind.PaymentCard, () => new PaymentCardFinder());
        Add(PiiKind.NationalId, () => new NationalIdFinder([.. Patterns(options)]));
        Add(PiiKind.Phone, () => new PhoneFinder());
        Add(PiiKind.IpAddress, () => new IpAddressFinder());
        Add(PiiKind.DateOfBirth, () => new BirthDateFinder());
        Add(PiiKind.Person, () => new NameFinder([.. directories, .. options.NamesFile is { } file ? [new NameFile(file)] : Array.Empty<INameDirectory>()], options.NameParts));
        return finders;

        void Add(PiiKind kind, Func<ISpanFinder> make)
        {
            if (options.Kinds.Count == 0 || options.Kinds.Contains(kind)) finders.Add(make());
        }
    }

    private static IEnumerable<NationalIdPattern> Patterns(PiiDetectionOptions options) =>
        PatternPack.Known.Concat(options.PatternFiles.SelectMany(PatternPack.ReadFile))
            .Where(pattern => options.Countries.Count == 0 || options.Countries.Contains(pattern.Country, StringComparer.OrdinalIgnoreCase));

    /// <summary>A host's own detector: of a type of its own, so that it is not taken for all of them together.</summary>
    internal sealed record OwnDetector(IPiiDetector Detector);
}
