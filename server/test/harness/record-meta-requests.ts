// runs before each test file, what it loads once in each process
import './recorded-meta-requests.ts'
