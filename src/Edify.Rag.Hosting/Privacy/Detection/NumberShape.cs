namespace Edify.Rag.Hosting.Privacy.Detection;

/// <summary>How a number is written: "9" a digit, "A" a letter, "X" either, "[abc]" one of these, "~" a separator or none, anything else itself.</summary>
internal sealed class NumberShape
{
    private const string Separators = " -./";

    private readonly Place[] _places;

    private NumberShape(Place[] places) => _places = places;

    /// <summary>How many characters it has, without separators.</summary>
    public int Length => _places.Count(place => place.Counts);

    /// <summary>Whether it begins with a digit, else with a letter.</summary>
    public bool MayStartWith(char c) => _places[0].Fits(c);

    /// <exception cref="FormatException">It has no end, or is empty.</exception>
    public static NumberShape Parse(string shape)
    {
        var places = new List<Place>();
        for (var i = 0; i < shape.Length; i++)
        {
            switch (shape[i])
            {
                case '9': places.Add(new(Kind.Digit)); break;
                case 'A': places.Add(new(Kind.Letter)); break;
                case 'X': places.Add(new(Kind.Either)); break;
                case '~': places.Add(new(Kind.Separator)); break;
                case '[':
                    var end = shape.IndexOf(']', i);
                    if (end < 0) throw new FormatException("a '[' has no ']'");
                    places.Add(new(Kind.OneOf, shape[(i + 1)..end].ToLowerInvariant()));
                    i = end;
                    break;
                default: places.Add(new(Kind.OneOf, shape[i].ToString().ToLowerInvariant())); break;
            }
        }

        return places.Count == 0 || places[0].Kind == Kind.Separator ? throw new FormatException("a shape begins with what it needs") : new([.. places]);
    }

    /// <summary>Reads the number that begins here.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="number">Its characters without separators; room for <see cref="Length"/>.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="isBare">Whether it has no separators.</param>
    public bool TryRead(FoldedText text, int start, Span<char> number, out int end, out bool isBare)
    {
        (end, isBare) = (start, true);
        var count = 0;
        foreach (var place in _places)
        {
            var c = text.At(end);
            if (place.Kind == Kind.Separator)
            {
                if (!Separators.Contains(c) || end >= text.Length) continue;
                (isBare, end) = (false, end + 1);
                continue;
            }

            if (end >= text.Length || !place.Fits(c)) return false;
            if (place.Counts) number[count++] = c;
            else isBare = false;
            end++;
        }

        return !text.IsWord(end);
    }

    private enum Kind
    {
        Digit,
        Letter,
        Either,
        OneOf,
        Separator,
    }

    private sealed record Place(Kind Kind, string Of = "")
    {
        // What stands between the parts of a number does not belong to it.
        public bool Counts { get; } = Kind != Kind.Separator && !(Kind == Kind.OneOf && Of.All(c => !char.IsLetterOrDigit(c)));

        public bool Fits(char c) => Kind switch
        {
            Kind.Digit => char.IsAsciiDigit(c),
            Kind.Letter => char.IsAsciiLetter(c),
            Kind.Either => char.IsAsciiLetterOrDigit(c),
            _ => Of.Contains(c, StringComparison.Ordinal),
        };
    }
}
