/** The home page: a field for the code. */
import '../ui/paper.css';
import { render } from 'preact';

render(<p>Plenary</p>, document.getElementById('app') as HTMLElement);
