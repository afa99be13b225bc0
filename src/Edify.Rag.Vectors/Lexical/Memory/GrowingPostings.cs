namespace Edify.Rag.Vectors.Lexical.Memory;

/// <summary>The rows of a term, appended by one writer while others read a prefix of them.</summary>
internal sealed class GrowingPostings
{
    private Posting[] _postings = new Posting[1];
    private int _count;

    /// <summary>Counts one more occurrence in a row that is the last one or comes after it.</summary>
    public void Count(int row)
    {
        if (_count > 0 && _postings[_count - 1].Row == row)
        {
            _postings[_count - 1].Frequency++;
            return;
        }

        if (_count == _postings.Length)
        {
            var grown = new Posting[_count * 2];
            _postings.CopyTo(grown, 0);
            Volatile.Write(ref _postings, grown);
        }

        _postings[_count] = new Posting(row, 1);
        Volatile.Write(ref _count, _count + 1);
    }

    /// <summary>The postings of rows below a bound that were complete when the caller learnt the bound.</summary>
    public ReadOnlyMemory<Posting> Before(int rowCount)
    {
        // The count first: whichever array is read after it is at least that long.
        var count = Volatile.Read(ref _count);
        var postings = Volatile.Read(ref _postings);
        var low = 0;
        var high = count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (postings[middle].Row < rowCount)
                low = middle + 1;
            else
                high = middle;
        }

        return postings.AsMemory(0, low);
    }
}
