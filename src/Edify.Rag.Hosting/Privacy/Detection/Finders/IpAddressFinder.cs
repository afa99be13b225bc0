using System.Net;

namespace Edify.Rag.Hosting.Privacy.Detection.Finders;

/// <summary>Addresses of the internet protocol. Four small numbers alone are a section of a book, and are left.</summary>
internal sealed class IpAddressFinder : ISpanFinder
{
    private const int Longest = 45;

    private static readonly ContextWords Context = new("ip", "ipv4", "address", "adresse", "host", "server", "router", "gateway", "dns", "proxy");

    public void Find(FoldedText text, List<PiiSpan> found)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text.IsWord(i - 1) || text.At(i - 1) is '.' or ':' || (!char.IsAsciiHexDigit(text[i]) && text[i] != ':')) continue;
            var end = i;
            while (end < text.Length && end - i <= Longest && (char.IsAsciiHexDigit(text[end]) || text[end] is '.' or ':')) end++;
            if (end - i <= Longest && !text.IsWord(end))
            {
                while (end > i && text[end - 1] == '.') end--;
                if (end > i && text[end - 1] == ':' && text.At(end - 2) != ':') end--;
                if (IsAddress(text, i, text.Span[i..end])) found.Add(text.ToSpan(i, end, PiiKind.IpAddress));
            }

            i = Math.Max(i, end);
        }
    }

    private static bool IsAddress(FoldedText text, int start, ReadOnlySpan<char> candidate) =>
        candidate.Contains(':') ? IsVersion6(candidate) : IsVersion4(text, start, candidate);

    private static bool IsVersion6(ReadOnlySpan<char> candidate) =>
        candidate.Length >= 6 && candidate.Count(':') >= 2 && candidate.IndexOfAnyInRange('0', '9') >= 0 && IPAddress.TryParse(candidate, out _);

    private static bool IsVersion4(FoldedText text, int start, ReadOnlySpan<char> candidate)
    {
        var (octets, telling) = (0, false);
        foreach (var part in candidate.Split('.'))
        {
            var octet = candidate[part];
            if (octet.Length is 0 or > 3 || octet.ContainsAnyExceptInRange('0', '9') || (octet.Length > 1 && octet[0] == '0')) return false;
            var value = int.Parse(octet, System.Globalization.CultureInfo.InvariantCulture);
            if (value > 255) return false;
            telling |= value is 0 or >= 20;
            octets++;
        }

        return octets == 4 && (telling || Context.StandBefore(text, start));
    }
}
